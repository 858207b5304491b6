import { join } from "node:path";
import type { Entry, EntryDraft } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import { readOrNull } from "#files/read-or-null.js";
import { replaced, textAt } from "#journal/blobs.js";
import type { Layout } from "#journal/layout.js";
import { hashOf } from "#journal/line.js";

/**
 * An entry with its long texts whole, as they were before they were put into blobs. Throws `JOURNAL_DAMAGED` for a blob
 * that is gone, or is not what the entry says.
 */
export function wholeEntry(layout: Pick<Layout, "blobs">, entry: Entry): Entry {
  const damaged = (hash: string, problem: string) =>
    failure("JOURNAL_DAMAGED", { where: `blobs/${hash}`, problem: `it is not ${problem} ${entry.seq}` });
  const textOf = (hash: string) => {
    const bytes = readOrNull(join(layout.blobs, hash));
    if (bytes === null) throw damaged(hash, "there, and is named by entry");
    if (hashOf(bytes) !== hash) throw damaged(hash, "what it was for entry");
    return bytes.toString();
  };
  return withBlobs(entry, textOf, (hash) => damaged(hash, "the whole of what begins in entry"));
}

/**
 * The same, with texts from elsewhere.
 *
 * @param textOf the text with this SHA-256, in lower-case hex
 * @param mismatch makes what is thrown where the entry has no beginning of such a text in that place
 */
export function withBlobs(
  entry: Entry,
  textOf: (hash: string) => string,
  mismatch: (hash: string) => Error,
): Entry {
  let whole: EntryDraft = entry;
  for (const [place, hash] of Object.entries(entry.blobs ?? {})) {
    const text = textOf(hash);
    const kept = textAt(entry, place);
    if (kept === null || !text.startsWith(kept)) throw mismatch(hash);
    whole = replaced(whole, place, text);
  }
  return { ...entry, ...whole };
}
