import { readFileSync } from "node:fs";
import type { Entry } from "#domain/entry.js";
import { replaceFile } from "#files/replace-file.js";
import type { Layout } from "#journal/layout.js";
import { ENTRY_NAMESPACE } from "#journal/sshsig.js";

/**
 * The `allowed_signers` file (ssh-keygen(1)) that follows from a journal's `key` entries. The first key has no
 * `valid-after`: nothing of this journal is older, and a clock that is set back would make honest entries look so.
 */
export function allowedSigners(keys: readonly Entry[]): string {
  return keys
    .flatMap(({ key }) =>
      key === undefined ? [] : [`${key.identity} namespaces="${ENTRY_NAMESPACE}" ${key.public}\n`],
    )
    .join("");
}

/** Replaces the file as a whole, or leaves the old one. */
export function writeAllowedSigners(layout: Layout, keys: readonly Entry[]): void {
  replaceFile(layout.allowedSigners, allowedSigners(keys));
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
