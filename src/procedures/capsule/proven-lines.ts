import type { CapsuleProblem } from "#domain/capsule-problem.js";
import { EpochBook } from "#journal/epochs.js";
import { decodeLine, entryBytes, type Line } from "#journal/line.js";
import type { Checkpoint } from "#journal/note/checkpoint.js";
import { verifierOf } from "#journal/signer.js";
import { leafHash } from "#journal/tree/hash.js";
import { rootFromInclusion } from "#journal/tree/proof.js";
import type { ProvenLine } from "#procedures/capsule/capsule-file.js";

/** Says why a line is not to be believed. */
export type Refuse = (problem: CapsuleProblem, seq: number) => Error;

/**
 * Reads lines that are each in order an entry, and in the checkpoint's tree. Throws what `refuse` makes.
 */
export function readProven(
  lines: readonly ProvenLine[],
  checkpoint: Checkpoint,
  refuse: Refuse,
): readonly Line[] {
  let last = -1;
  return lines.map(({ seq, line: text, proof }) => {
    const bytes = Buffer.from(text);
    const line = decodeLine(bytes);
    if ("problem" in line) throw refuse("NOT_AN_ENTRY", seq);
    if (line.entry.seq !== seq || seq <= last) throw refuse("WRONG_ORDER", seq);
    last = seq;
    const hashes = proof.map((hash) => Buffer.from(hash, "base64"));
    const root =
      seq < checkpoint.size ? rootFromInclusion(leafHash(bytes), seq, checkpoint.size, hashes) : null;
    if (root?.equals(checkpoint.root) !== true) throw refuse("NOT_IN_TREE", seq);
    return line;
  });
}

/** The keys that a journal's key entries introduce, of which each is signed by the key before it. */
export function keysIn(lines: readonly Line[], origin: string, refuse: Refuse): EpochBook {
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

/** By the key whose turn it was. */
export function mustBeSigned(line: Line, keys: EpochBook, refuse: Refuse): void {
  const { entry, signature } = line;
  const epoch = keys.at(entry.seq);
  const isSo =
    epoch !== null &&
    entry.USR.key === epoch.fingerprint &&
    verifierOf(epoch.publicKey)(entryBytes(line), signature);
  if (!isSo) throw refuse("WRONG_SIGNATURE", entry.seq);
}
