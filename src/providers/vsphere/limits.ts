import type { Limits } from "#providers/limits.js";

/** Configuration maximums of vSphere 8; an older server refuses more itself. */
export const LIMITS: Limits = {
  maxCpus: 768,
  maxMemoryMiB: 24 * 1024 * 1024,
  memoryStepMiB: 4,
  maxDiskMiB: 62 * 1024 * 1024,
};
