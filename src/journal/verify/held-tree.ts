import type { Fault, FaultCode } from "#domain/journal-fault.js";
import type { TreeHead } from "#journal/note/checkpoint.js";
import type { Tree } from "#journal/tree/tree.js";

/** Codes for a tree head that is of more entries than there are, and for one of other entries. */
export interface TreeCodes {
  readonly ahead: FaultCode;
  readonly other: FaultCode;
}

/** The journal's own checkpoints, and those that somebody else holds. */
export const OWN: TreeCodes = { ahead: "CHECKPOINT_AHEAD", other: "CHECKPOINT_TREE" };
export const HELD: TreeCodes = { ahead: "TAIL_CUT", other: "REWRITTEN" };

/** A tree head, and where it is from. */
export interface PlacedHead extends Pick<TreeHead, "size" | "root"> {
  readonly file: string;
  /** Which one of the file, from 1; null where there is one only. */
  readonly number: number | null;
}

/**
 * Holds tree heads against the journal's tree. Null when it has all of them; else the smallest that it has not, and
 * the range of entries that this leaves in doubt: from the end of the largest smaller tree that was found in it.
 */
export function treeFault(tree: Tree, heads: readonly PlacedHead[], codes: TreeCodes): Fault | null {
  const agreed: number[] = [];
  for (const { size, root, file, number } of [...heads].sort((a, b) => a.size - b.size)) {
    if (size > tree.size) {
      const problem = `it is of ${size} entries, and the journal has ${tree.size}`;
      return { file, line: number, seq: tree.size, toSeq: size - 1, code: codes.ahead, problem };
    }
    if (!tree.root(size).equals(root)) {
      const problem = `the journal's first ${size} entries are not those that it is of`;
      const from = agreed.findLast((each) => each < size) ?? 0;
      return { file, line: number, seq: from, toSeq: Math.max(size - 1, 0), code: codes.other, problem };
    }
    agreed.push(size);
  }
  return null;
}
