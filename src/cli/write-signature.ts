import { lstatSync } from "node:fs";
import { failure } from "#domain/errors.js";
import { writeForOthers } from "#files/write-for-others.js";

/** Whether there is anything of that name, be it a link to nothing. Before anything is signed. */
export function isTaken(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    // What cannot be looked at will not be written either, and then it is said why.
    return false;
  }
}

/**
 * Writes a signature file that whoever asked can read (0644), durably, and never over one that is there or through a
 * link. Throws `APPROVAL_NOT_SIGNED`.
 */
export function writeSignature(path: string, signature: string): void {
  try {
    writeForOthers(path, signature);
  } catch (error) {
    const cause = (error as Error).message;
    throw failure("APPROVAL_NOT_SIGNED", { path, why: { kind: "FAILED", cause } }, error);
  }
}
