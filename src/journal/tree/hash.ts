import { hash } from "node:crypto";

/** Bytes of a hash of the tree: SHA-256. */
export const HASH_BYTES = 32;

/** The root of a tree without leaves. Source: RFC 6962, 2.1. */
export const EMPTY_ROOT: Buffer = hash("sha256", "", "buffer");

const LEAF = Buffer.of(0x00);
const NODE = 0x01;
const NODE_BYTES = 1 + 2 * HASH_BYTES;

/** SHA-256(0x00 || leaf). Source: RFC 6962, 2.1. */
export function leafHash(leaf: Uint8Array): Buffer {
  return sha256(Buffer.concat([LEAF, leaf]));
}

/** SHA-256(0x01 || left || right). Source: RFC 6962, 2.1. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  const node = Buffer.allocUnsafe(NODE_BYTES);
  node[0] = NODE;
  node.set(left, 1);
  node.set(right, 1 + HASH_BYTES);
  return sha256(node);
}

/** Node answers a string in a third of the time that it takes to answer a buffer. */
function sha256(bytes: Uint8Array): Buffer {
  return Buffer.from(hash("sha256", bytes, "binary"), "latin1");
}

/** What is hashed for a node of the tree: a prefix, and room for the two hashes below it. */
export function nodeInput(): Buffer {
  const node = Buffer.alloc(NODE_BYTES);
  node[0] = NODE;
  return node;
}
