import { closeSync, readSync } from "node:fs";
import { openToRead } from "#files/open-to-read.js";

/** The first bytes of a file, `length` at most; null when there is no such file. */
export function firstBytes(path: string, length: number): Buffer | null {
  let descriptor: number;
  try {
    descriptor = openToRead(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  try {
    const buffer = Buffer.alloc(length);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, length, 0));
  } finally {
    closeSync(descriptor);
  }
}
