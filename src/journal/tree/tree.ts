import { hash } from "node:crypto";
import { HASH_BYTES, nodeInput } from "#journal/tree/hash.js";
import { rangeHash } from "#journal/tree/range-hash.js";
import { TILE_WIDTH, type TileName } from "#journal/tree/tile-path.js";

/**
 * An RFC 6962 tree in memory: every hash of a full subtree, so that any earlier root, proof or tile can be read off.
 * 64 bytes a leaf.
 */
export class Tree {
  /** `#levels[k]` holds the hashes of the full subtrees of 2^k leaves, in order. */
  readonly #levels: Hashes[] = [new Hashes()];
  readonly #input = nodeInput();

  get size(): number {
    return this.#leaves.length;
  }

  get #leaves(): Hashes {
    return this.#level(0);
  }

  /** Appends leaf hashes, 32 bytes each, one after the other. */
  append(leafHashes: Buffer): void {
    this.#leaves.push(leafHashes);
    for (let height = 0; this.#level(height).length > 1; height += 1) {
      const below = this.#level(height);
      const above = this.#level(height + 1);
      for (let at = above.length; 2 * at + 1 < below.length; at += 1) {
        below.copyPair(2 * at, this.#input);
        above.pushHashOf(this.#input);
      }
    }
  }

  /** The hash of the full subtree of 2^height leaves that begins at leaf index * 2^height. Throws RangeError. */
  subtree(height: number, index: number): Buffer {
    return this.#level(height).at(index);
  }

  leaf(index: number): Buffer {
    return this.#leaves.at(index);
  }

  /** MTH of leaves `from` to `to`. Source: RFC 6962, 2.1. */
  hashOf(from: number, to: number): Buffer {
    return rangeHash((height, index) => this.subtree(height, index), from, to);
  }

  root(size: number = this.size): Buffer {
    return this.hashOf(0, size);
  }

  /** A tile's bytes: its hashes one after the other. Throws RangeError where the tree has not so many. */
  tile({ level, index, width }: TileName): Buffer {
    return this.#level(level * 8).slice(index * TILE_WIDTH, width);
  }

  #level(height: number): Hashes {
    this.#levels[height] ??= new Hashes();
    return this.#levels[height];
  }
}

/** Hashes one after the other, in room that doubles. */
class Hashes {
  #bytes: Buffer = Buffer.alloc(0);
  length = 0;

  push(hashes: Buffer): void {
    this.#makeRoom(hashes.length);
    this.#bytes.set(hashes, this.length * HASH_BYTES);
    this.length += hashes.length / HASH_BYTES;
  }

  /** Of a whole tree these are as many as its leaves: none of them is an object of its own on the way. */
  pushHashOf(input: Buffer): void {
    this.#makeRoom(HASH_BYTES);
    this.#bytes.write(hash("sha256", input, "binary"), this.length * HASH_BYTES, "latin1");
    this.length += 1;
  }

  /** Copies two hashes, one after the other, behind the prefix of a node. */
  copyPair(index: number, input: Buffer): void {
    this.#bytes.copy(input, 1, index * HASH_BYTES, (index + 2) * HASH_BYTES);
  }

  #makeRoom(bytes: number): void {
    const end = this.length * HASH_BYTES + bytes;
    if (end <= this.#bytes.length) return;
    const room = Buffer.allocUnsafeSlow(Math.max(end, 2 * this.#bytes.length, 64 * HASH_BYTES));
    room.set(this.#bytes.subarray(0, this.length * HASH_BYTES));
    this.#bytes = room;
  }

  at(index: number): Buffer {
    return this.slice(index, 1);
  }

  slice(from: number, count: number): Buffer {
    if (from < 0 || from + count > this.length) throw new RangeError("the tree has no such hash");
    return this.#bytes.subarray(from * HASH_BYTES, (from + count) * HASH_BYTES);
  }
}
