import { createHash, hash } from "node:crypto";

/** Bytes of a hash of the tree: SHA-256. */
export const HASH_BYTES = 32;

/** The root of a tree without leaves. Source: RFC 6962, 2.1. */
export const EMPTY_ROOT: Buffer = createHash("sha256").digest();

const LEAF = Buffer.of(0x00);
const NODE = 0x01;

/** SHA-256(0x00 || leaf). Source: RFC 6962, 2.1. */
export function leafHash(leaf: Uint8Array): Buffer {
  return createHash("sha256").update(LEAF).update(leaf).digest();
}

/** SHA-256(0x01 || left || right). Source: RFC 6962, 2.1. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  const node = Buffer.allocUnsafe(1 + 2 * HASH_BYTES);
  node[0] = NODE;
  node.set(left, 1);
  node.set(right, 1 + HASH_BYTES);
  return hash("sha256", node, "buffer");
}
