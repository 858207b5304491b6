/** What the platform takes at most, and in which steps. */
export interface Limits {
  readonly maxCpus: number;
  readonly maxMemoryMiB: number;
  /** Memory sizes are multiples of this. */
  readonly memoryStepMiB: number;
  readonly maxDiskMiB: number;
  /** Whether files are called by the names of machines and snapshots, so that none can be `.`, `..`, or have a `/` in it. */
  readonly namesAreFiles?: true;
}
