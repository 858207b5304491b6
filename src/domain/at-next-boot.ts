/** How the records name what a running machine has been given for its next start, by the name of what it runs with. */
export const AT_NEXT_BOOT = { cpus: "nextBootCpus", memoryMiB: "nextBootMemoryMiB" } as const;
