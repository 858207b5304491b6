import type { Limits } from "#providers/limits.js";

/** What the simulated platform allows a machine; the sizes are vSphere 6.5's. */
export const LIMITS: Limits = {
  maxCpus: 128,
  maxMemoryMiB: 6_128 * 1024,
  memoryStepMiB: 4,
  maxDiskMiB: 62 * 1024 * 1024,
};
