import { constants } from "node:fs";
import { failure } from "#domain/errors.js";
import { readRegular } from "#files/read-regular.js";
import { writeForOthers } from "#files/write-for-others.js";
import { REQUEST_LIMIT } from "#procedures/approval/read-request.js";

/**
 * Writes a request's file that a second person can read (0644: it holds nothing that is secret), durably, and never over
 * one that is there or through a link; where that very request is there already, it is left. Throws `REQUEST_NOT_WRITTEN`.
 */
export function writeRequestFile(path: string, bytes: Uint8Array): void {
  try {
    if (!isThere(path, bytes)) writeForOthers(path, bytes);
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
