import { join } from "node:path";
import type { Entry } from "#domain/entry.js";
import type { Fault } from "#domain/journal-fault.js";
import { openHash } from "#files/open-hash.js";
import { openPresent } from "#files/open-present.js";

/** What became of the blobs that entries name. */
export interface BlobCheck {
  readonly fault: Fault | null;
  readonly missing: readonly string[];
}

/** Holds each blob that entries name against its name, which is its hash. */
export function checkBlobs(directory: string, entries: readonly Entry[]): BlobCheck {
  const missing: string[] = [];
  for (const { seq, blobs } of entries) {
    for (const hash of Object.values(blobs ?? {})) {
      const file = `blobs/${hash}`;
      using found = openPresent(join(directory, hash));
      if (found === null) missing.push(file);
      else if (openHash(found) !== hash) {
        const problem = `it is not what entry ${seq} has the hash of`;
        return { fault: { file, line: null, seq, code: "WRONG_BLOB", problem }, missing };
      }
    }
  }
  return { fault: null, missing };
}
