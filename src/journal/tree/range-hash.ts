import { EMPTY_ROOT, nodeHash } from "#journal/tree/hash.js";

/** The hash of the full subtree of 2^height leaves that begins at leaf index * 2^height. */
export type SubtreeHash = (height: number, index: number) => Buffer;

/** MTH of the leaves `from` to `to` of a tree, out of the hashes of its full subtrees. Source: RFC 6962, 2.1. */
export function rangeHash(subtree: SubtreeHash, from: number, to: number): Buffer {
  const size = to - from;
  if (size === 0) return EMPTY_ROOT;
  const height = Math.floor(Math.log2(size));
  if (2 ** height === size && from % size === 0) return subtree(height, from / size);
  const split = from + largestPowerBelow(size);
  return nodeHash(rangeHash(subtree, from, split), rangeHash(subtree, split, to));
}

/** The largest power of two that is less than `size`. Source: RFC 6962, 2.1 (k). */
export function largestPowerBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}
