import { closeSync, fstatSync } from "node:fs";
import type { OpenFile } from "#files/open-regular.js";
import { openToRead } from "#files/open-to-read.js";

/** Opens a regular file; null where nothing has this name. Throws what else the file system says, and `FileUnfit` for what is no file. */
export function openPresent(path: string): OpenFile | null {
  let descriptor: number;
  try {
    descriptor = openToRead(path);
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw error;
  }
  return { descriptor, size: fstatSync(descriptor).size, [Symbol.dispose]: () => closeSync(descriptor) };
}
