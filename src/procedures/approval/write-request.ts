import { closeSync, constants, fchmodSync, fsyncSync, openSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { failure } from "#domain/errors.js";
import { syncDirectory } from "#files/directories.js";
import { readRegular } from "#files/read-regular.js";
import { REQUEST_LIMIT } from "#procedures/approval/read-request.js";

/**
 * Writes a request's file that a second person can read (0644: it holds nothing that is secret), durably, and never over
 * one that is there or through a link; where that very request is there already, it is left. Throws `REQUEST_NOT_WRITTEN`.
 */
export function writeRequestFile(path: string, bytes: Uint8Array): void {
  try {
    if (!isThere(path, bytes)) write(path, bytes);
  } catch (error) {
    throw failure("REQUEST_NOT_WRITTEN", { path, cause: (error as Error).message }, error);
  }
}

function isThere(path: string, bytes: Uint8Array): boolean {
  try {
    return readRegular(path, REQUEST_LIMIT, constants.O_NOFOLLOW).equals(bytes);
  } catch {
    // What cannot be read is not written over, and then it is said why.
    return false;
  }
}

function write(path: string, bytes: Uint8Array): void {
  const file = openSync(path, "wx", 0o644);
  try {
    // The operator's umask would hide it from whom it is for.
    fchmodSync(file, 0o644);
    writeFileSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  syncDirectory(dirname(path));
}
