import { statfsSync } from "node:fs";
import type { Check } from "#cli/doctor/check.js";
import { nearestThere } from "#cli/doctor/nearest-there.js";
import { found } from "#domain/finding.js";

/** In MiB. A day's entries are some; below the one the next shift may not end, below the other it should not begin. */
const LOW = 1024;
const FULL = 64;

export const diskCheck: Check = {
  name: "disk",
  look: async ({ journal }) => {
    const path = nearestThere(journal);
    const { bavail, bsize } = statfsSync(path);
    const freeMiB = Math.floor((bavail * bsize) / 1024 ** 2);
    // Of much, the whole GiB say enough.
    return [found(codeOf(freeMiB), { path, freeMiB: freeMiB - (freeMiB > 10 * LOW ? freeMiB % 1024 : 0) })];
  },
};

function codeOf(freeMiB: number): "DISK_FULL" | "DISK_LOW" | "DISK_FINE" {
  if (freeMiB < FULL) return "DISK_FULL";
  return freeMiB < LOW ? "DISK_LOW" : "DISK_FINE";
}
