import { closeSync, fstatSync } from "node:fs";
import { FileUnfit } from "#files/file-unfit.js";
import { openToRead } from "#files/open-to-read.js";

/** A regular file that is open for reading until this is disposed of, and how many bytes it had when it was opened. */
export interface OpenFile extends Disposable {
  readonly descriptor: number;
  readonly size: number;
}

/** Nothing is there that can be opened: no such name, names that lead round in a ring, or a socket. */
const NOTHING: ReadonlySet<string> = new Set(["ENOENT", "ENOTDIR", "ELOOP", "ENXIO"]);

/**
 * Opens a regular file; null where there is none of this name, whatever else there is. Nothing is waited for. Throws what else the
 * file system says.
 *
 * @param flags more of open(2): with `O_NOFOLLOW` a link is no regular file
 */
export function openRegular(path: string, flags = 0): OpenFile | null {
  let descriptor: number;
  try {
    descriptor = openToRead(path, flags);
  } catch (error) {
    if (error instanceof FileUnfit || NOTHING.has((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw error;
  }
  return {
    descriptor,
    size: fstatSync(descriptor).size,
    [Symbol.dispose]: () => closeSync(descriptor),
  };
}
