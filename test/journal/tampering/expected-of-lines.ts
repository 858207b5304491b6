import { expect } from "vitest";
import type { Evidence } from "./evidence.js";
import type { Expected, Mutated } from "./family.js";
import type { Files } from "./files.js";
import { type Compared, compare } from "./first-bad-line.js";

/**
 * What must be said where only files of entries were tampered with: the first bad line, or, where each line is good for
 * itself, what the journal's own key files and checkpoints tell.
 *
 * @param genuine lines that the right key has signed, each for its place
 */
export function ofLines(evidence: Evidence, files: Files, genuine: readonly Buffer[] = []): Mutated {
  const compared = compare(evidence, files, new Set(genuine.map((line) => line.toString("latin1"))));
  if (compared.bad !== null) return { files, expected: compared.bad };
  const expected = ofWhole(evidence, compared);
  const last =
    [...files.keys()]
      .filter((path) => /^entries\/\d+\.jsonl$/.test(path))
      .sort()
      .at(-1) ?? "";
  const torn =
    compared.torn && expected === null ? [expect.stringContaining(last.slice("entries/".length))] : [];
  return { files, expected, torn: torn as string[] };
}

function ofWhole({ checkpoints, rotatedAt }: Evidence, { count, firstChanged }: Compared): Expected {
  if (count < rotatedAt) return { file: "allowed_signers", code: "WRONG_SIGNERS" };
  const good = firstChanged ?? count;
  const at = checkpoints.findIndex(({ size }) => size > good);
  const wrong = checkpoints[at];
  if (wrong === undefined) return null;
  const inLog = { file: "checkpoints.log", line: at + 1 };
  const toSeq = wrong.size - 1;
  if (wrong.size > count) return { ...inLog, code: "CHECKPOINT_AHEAD", seq: count, toSeq };
  return { ...inLog, code: "CHECKPOINT_TREE", seq: checkpoints[at - 1]?.size ?? 0, toSeq };
}
