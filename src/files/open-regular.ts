import { closeSync, constants, fstatSync, openSync } from "node:fs";

/** A regular file that is open for reading until this is disposed of, and how many bytes it had when it was opened. */
export interface OpenFile extends Disposable {
  readonly descriptor: number;
  readonly size: number;
}

/** Nothing is there that can be opened: no such name, names that lead round in a ring, or a socket. */
const NOTHING: ReadonlySet<string> = new Set(["ENOENT", "ENOTDIR", "ELOOP", "ENXIO"]);

/**
 * Opens a regular file; null where there is none of this name, whatever else there is. Nothing is waited for: whoever puts a
 * pipe in its place keeps nobody. Throws what else the file system says.
 */
export function openRegular(path: string): OpenFile | null {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (NOTHING.has((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw error;
  }
  const close = () => closeSync(descriptor);
  try {
    const found = fstatSync(descriptor);
    if (found.isFile()) return { descriptor, size: found.size, [Symbol.dispose]: close };
  } catch (error) {
    close();
    throw error;
  }
  close();
  return null;
}
