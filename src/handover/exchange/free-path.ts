import { lstatSync } from "node:fs";
import { readRegular } from "#files/read-regular.js";

/**
 * Where a file can be put that has no name of its own yet: `FILE`, or `FILE-2`, `FILE-3`, ... where there is another one.
 *
 * @param bytes a file that has these very bytes is as good as none
 */
export function freePath(path: string, bytes?: Uint8Array): string {
  for (let number = 1; ; number += 1) {
    const numbered = number === 1 ? path : `${path}-${number}`;
    if (!isThere(numbered) || (bytes !== undefined && hasBytes(numbered, bytes))) return numbered;
  }
}

export function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Whether a file is there already, as it would be written. */
export function hasBytes(path: string, bytes: Uint8Array): boolean {
  try {
    return readRegular(path, bytes.length).equals(bytes);
  } catch {
    // There is none, it is none, or it is somebody else's.
    return false;
  }
}
