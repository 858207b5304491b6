import { v7 as uuidv7 } from "uuid";
import type { EntryDraft } from "#domain/entry.js";
import { ShosekiError } from "#domain/errors.js";
import { fitted, writeBlobs } from "#journal/blobs.js";
import type { Layout } from "#journal/layout.js";
import { encodeLine, type Line } from "#journal/line.js";
import type { Signer } from "#journal/signer.js";
import type { Head } from "#journal/tail.js";

/**
 * Numbers, chains and signs an entry. What is too long for a line is on the disk beside it before a line names it.
 * Throws `ENTRY_TOO_LARGE` where that does not help.
 */
export function newLine(layout: Layout, { nextSeq, prev }: Head, draft: EntryDraft, signer: Signer): Line {
  const numbered = { v: 1, seq: nextSeq, id: draft.id ?? uuidv7(), prev } as const;
  try {
    return encodeLine({ ...draft, ...numbered }, signer);
  } catch (error) {
    if (!(error instanceof ShosekiError) || error.code !== "ENTRY_TOO_LARGE") throw error;
    const { draft: fitting, blobs } = fitted(draft);
    const line = encodeLine({ ...fitting, ...numbered }, signer);
    writeBlobs(layout, blobs);
    return line;
  }
}
