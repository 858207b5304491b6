import { closeSync, constants, fstatSync, openSync } from "node:fs";
import { FileUnfit } from "#files/file-unfit.js";

/**
 * Opens a regular file to be read; its descriptor is closed by whoever asked for it. Nothing is waited for: whoever puts a pipe in
 * its place keeps nobody. Throws the system's error, and `FileUnfit` for what is no regular file.
 *
 * @param flags more of open(2), such as `O_NOFOLLOW`
 */
export function openToRead(path: string, flags = 0): number {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | flags);
  try {
    if (fstatSync(descriptor).isFile()) return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
  closeSync(descriptor);
  throw new FileUnfit(path, "it is no regular file");
}
