import { failure, type ShosekiError } from "#domain/errors.js";
import type { Layout } from "#journal/layout.js";
import type { Checkpoint } from "#journal/note/checkpoint.js";
import { readLines } from "#journal/read-lines.js";
import { leafHash } from "#journal/tree/hash.js";
import {
  consistencyProof,
  inclusionProof,
  isConsistent,
  rootFromInclusion,
  type Subtrees,
} from "#journal/tree/proof.js";
import { TileTree } from "#journal/tree/tile-tree.js";
import { Tree } from "#journal/tree/tree.js";

/** A line, and which entry it is. */
export interface Leaf {
  readonly line: Buffer;
  readonly seq: number;
}

/**
 * The hashes that prove a line to be entry `seq` of a checkpoint's tree: out of the tiles, or of the entries where the
 * tiles do not lead to the checkpoint. Throws `JOURNAL_DAMAGED` when these do not either.
 */
export async function proveInclusion(
  layout: Layout,
  line: Buffer,
  seq: number,
  checkpoint: Checkpoint,
): Promise<readonly Buffer[]> {
  const [hashes = []] = await proveInclusions(layout, [{ line, seq }], checkpoint);
  return hashes;
}

/** The same of many lines, in their order. */
export async function proveInclusions(
  layout: Layout,
  leaves: readonly Leaf[],
  { size, root }: Checkpoint,
): Promise<readonly (readonly Buffer[])[]> {
  return await proven(layout, size, (tree) => {
    const proofs = leaves.map(({ seq }) => inclusionProof(tree, seq, size));
    const leads = ({ line, seq }: Leaf, index: number) =>
      rootFromInclusion(leafHash(line), seq, size, proofs[index] ?? [])?.equals(root) === true;
    return leaves.every(leads) ? proofs : null;
  });
}

/** The hashes that prove a checkpoint's tree to continue an earlier tree of this journal. Throws `JOURNAL_DAMAGED`. */
export async function proveConsistency(
  layout: Layout,
  older: number,
  { size, root }: Checkpoint,
): Promise<readonly Buffer[]> {
  return await proven(layout, size, (tree) => {
    const hashes = consistencyProof(tree, older, size);
    const before = { size: older, root: tree.hashOf(0, older) };
    return isConsistent(before, { size, root }, hashes) ? hashes : null;
  });
}

type Prove<T> = (tree: Subtrees) => T | null;

async function proven<T>(layout: Layout, size: number, prove: Prove<T>): Promise<T> {
  const proof = outOfTiles(new TileTree(layout.tiles, size), prove) ?? prove(await treeOf(layout, size));
  if (proof !== null) return proof;
  throw damaged("the entries are not those that it was signed for");
}

function outOfTiles<T>(tree: TileTree, prove: Prove<T>): T | null {
  try {
    return prove(tree);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

async function treeOf(layout: Layout, size: number): Promise<Tree> {
  const tree = new Tree();
  for await (const { bytes, complete } of readLines(layout)) {
    if (!complete || tree.size === size) break;
    tree.append(leafHash(bytes));
  }
  if (tree.size < size) throw damaged(`it is of ${size} entries, and there are ${tree.size}`);
  return tree;
}

function damaged(problem: string): ShosekiError {
  return failure("JOURNAL_DAMAGED", { where: "checkpoint", problem });
}
