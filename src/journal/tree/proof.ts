import { EMPTY_ROOT, nodeHash } from "#journal/tree/hash.js";
import { largestPowerBelow } from "#journal/tree/range-hash.js";

/** Whatever can answer the hash of leaves `from` to `to` of a tree. */
export interface Subtrees {
  hashOf(from: number, to: number): Buffer;
}

/** PATH(m, D[n]): from the leaf's sibling up to the root's child. Source: RFC 6962, 2.1.1. */
export function inclusionProof(tree: Subtrees, index: number, size: number): Buffer[] {
  if (index < 0 || index >= size) throw new RangeError(`there is no leaf ${index} in a tree of ${size}`);
  return path(tree, index, 0, size);
}

function path(tree: Subtrees, index: number, from: number, to: number): Buffer[] {
  if (to - from === 1) return [];
  const split = from + largestPowerBelow(to - from);
  return index < split
    ? [...path(tree, index, from, split), tree.hashOf(split, to)]
    : [...path(tree, index, split, to), tree.hashOf(from, split)];
}

/** PROOF(m, D[n]), which is empty for m = n and for m = 0. Source: RFC 6962, 2.1.2. */
export function consistencyProof(tree: Subtrees, older: number, newer: number): Buffer[] {
  if (older < 0 || older > newer) throw new RangeError(`a tree of ${newer} does not follow one of ${older}`);
  return older === 0 || older === newer ? [] : subproof(tree, older, 0, newer, true);
}

function subproof(tree: Subtrees, older: number, from: number, to: number, whole: boolean): Buffer[] {
  if (older === to) return whole ? [] : [tree.hashOf(from, to)];
  const split = from + largestPowerBelow(to - from);
  return older <= split
    ? [...subproof(tree, older, from, split, whole), tree.hashOf(split, to)]
    : [...subproof(tree, older, split, to, false), tree.hashOf(from, split)];
}

/** The root that an inclusion proof leads to; null when it has not the length that index and size ask for. */
export function rootFromInclusion(
  leaf: Buffer,
  index: number,
  size: number,
  proof: readonly Buffer[],
): Buffer | null {
  if (index < 0 || index >= size) return null;
  let hash = leaf;
  let node = index;
  let last = size - 1;
  let used = 0;
  // From the bottom: a node at the right edge without a sibling goes up as it is.
  for (; last > 0; node = Math.floor(node / 2), last = Math.floor(last / 2)) {
    if (node % 2 === 0 && node === last) continue;
    const sibling = proof[used++];
    if (sibling === undefined) return null;
    hash = node % 2 === 1 ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
  }
  return used === proof.length ? hash : null;
}

/** Whether a consistency proof leads from the older tree's root to the newer's. Source: RFC 9162, 2.1.4.2. */
export function isConsistent(
  older: { readonly size: number; readonly root: Buffer },
  newer: { readonly size: number; readonly root: Buffer },
  proof: readonly Buffer[],
): boolean {
  if (older.size > newer.size) return false;
  if (older.size === newer.size) return proof.length === 0 && older.root.equals(newer.root);
  if (older.size === 0) return proof.length === 0 && older.root.equals(EMPTY_ROOT);
  let node = older.size - 1;
  let last = newer.size - 1;
  for (; node % 2 === 1; node = Math.floor(node / 2)) last = Math.floor(last / 2);
  const rest = [...proof];
  // The older tree is one full subtree: its root is the start, and is not in the proof.
  const first = node === 0 ? older.root : rest.shift();
  if (first === undefined) return false;
  let [old, whole] = [first, first];
  for (; last > 0; node = Math.floor(node / 2), last = Math.floor(last / 2)) {
    if (node % 2 === 0 && node === last) continue;
    const sibling = rest.shift();
    if (sibling === undefined) return false;
    if (node % 2 === 1) {
      old = nodeHash(sibling, old);
      whole = nodeHash(sibling, whole);
    } else {
      whole = nodeHash(whole, sibling);
    }
  }
  return rest.length === 0 && old.equals(older.root) && whole.equals(newer.root);
}
