import { EpochBook } from "#journal/epochs.js";
import { entryBytes, type Line } from "#journal/line.js";
import { verifierOf } from "#journal/signer.js";

/** Makes what is thrown where the entry of this seq is not to be believed. */
type RefuseKey = (problem: "WRONG_KEYS" | "WRONG_SIGNATURE", seq: number) => Error;

/**
 * The keys that a journal's key entries introduce, of which each is signed by the key before it. Throws what `refuse` makes.
 *
 * @param lines all key entries, in order, and no others
 */
export function keysIn(lines: readonly Line[], origin: string, refuse: RefuseKey): EpochBook {
  const book = new EpochBook();
  for (const [index, line] of lines.entries()) {
    const { entry } = line;
    const isFirst = entry.seq === 0;
    const fits = entry.phase === "key" && isFirst === (index === 0) && book.problemOf(entry) === null;
    if (!fits || entry.key?.origin !== origin) throw refuse("WRONG_KEYS", entry.seq);
    // The first is signed by the very key that it introduces.
    if (isFirst) book.add(entry);
    mustBeSigned(line, book, refuse);
    book.add(entry);
  }
  if (book.epochs().length === 0) throw refuse("WRONG_KEYS", 0);
  return book;
}

/** By the key whose turn it was. Throws what `refuse` makes. */
export function mustBeSigned(line: Line, keys: EpochBook, refuse: RefuseKey): void {
  const { entry, signature } = line;
  const epoch = keys.at(entry.seq);
  const isSo =
    epoch !== null &&
    entry.USR.key === epoch.fingerprint &&
    verifierOf(epoch.publicKey)(entryBytes(line), signature);
  if (!isSo) throw refuse("WRONG_SIGNATURE", entry.seq);
}
