import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Entry } from "#domain/entry.js";
import { type Layout, syncDirectory } from "#journal/layout.js";
import { ENTRY_NAMESPACE } from "#journal/sshsig.js";

/** The `allowed_signers` file (ssh-keygen(1)) that follows from a journal's `key` entries. */
export function allowedSigners(keys: readonly Entry[]): string {
  return keys
    .flatMap((entry) => {
      if (entry.key === undefined) return [];
      const from = sshTime(entry.STR);
      return `${entry.key.identity} namespaces="${ENTRY_NAMESPACE}",valid-after="${from}" ${entry.key.public}\n`;
    })
    .join("");
}

/** A time as ssh-keygen's `verify-time` and `valid-after` take it: `YYYYMMDDHHMMSSZ`, whole seconds. */
export function sshTime(time: string): string {
  return `${time.slice(0, 19).replace(/[-:T]/g, "")}Z`;
}

/** Replaces the file as a whole, or leaves the old one. */
export function writeAllowedSigners(layout: Layout, keys: readonly Entry[]): void {
  const temporary = `${layout.allowedSigners}.new`;
  const descriptor = openSync(temporary, "w", 0o600);
  try {
    writeFileSync(descriptor, allowedSigners(keys));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, layout.allowedSigners);
  syncDirectory(layout.directory);
}

/** Null when there is none. */
export function readAllowedSigners(layout: Layout): string | null {
  try {
    return readFileSync(layout.allowedSigners, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
