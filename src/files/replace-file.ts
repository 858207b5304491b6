import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { syncDirectory } from "#files/directories.js";

/** Puts a file in place, 0600, as a whole and durably, or leaves what was there. */
export function replaceFile(path: string, content: string | Uint8Array): void {
  writeWhole(path, content);
  syncDirectory(dirname(path));
}

/** The same, but that the file's name is durable only once its directory has been synced. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.new`;
  const descriptor = openSync(temporary, "w", 0o600);
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, path);
}
