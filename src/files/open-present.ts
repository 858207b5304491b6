import { closeSync, fstatSync } from "node:fs";
import { openToRead } from "#files/open-to-read.js";

/** A regular file that is open for reading until this is disposed of, and how many bytes it had when it was opened. */
export interface OpenFile extends Disposable {
  readonly descriptor: number;
  readonly size: number;
}

const NO_SUCH_NAME: ReadonlySet<string> = new Set(["ENOENT", "ENOTDIR"]);

/**
 * Opens a regular file; null where nothing has this name. Throws what else the file system says, and `FileUnfit` for what is no
 * file.
 *
 * @param flags as `openToRead` has them
 */
export function openPresent(path: string, flags = 0): OpenFile | null {
  let descriptor: number;
  try {
    descriptor = openToRead(path, flags);
  } catch (error) {
    if (NO_SUCH_NAME.has((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw error;
  }
  return { descriptor, size: fstatSync(descriptor).size, [Symbol.dispose]: () => closeSync(descriptor) };
}
