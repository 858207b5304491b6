import type { CapsuleProblem } from "#domain/capsule-problem.js";
import { decodeLine, type Line } from "#journal/line.js";
import type { Checkpoint } from "#journal/note/checkpoint.js";
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
