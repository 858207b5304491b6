import { closeSync, fchmodSync, fsyncSync, openSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { syncDirectory } from "#files/directories.js";

/**
 * Writes a file that others can read (0644), durably, and never over one that is there or through a link. Throws the
 * system's errors.
 */
export function writeForOthers(path: string, content: string | Uint8Array): void {
  const file = openSync(path, "wx", 0o644);
  try {
    // The operator's umask would hide it from whom it is for.
    fchmodSync(file, 0o644);
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  syncDirectory(dirname(path));
}
