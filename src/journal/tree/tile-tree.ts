import { HASH_BYTES, nodeHash } from "#journal/tree/hash.js";
import type { Subtrees } from "#journal/tree/proof.js";
import { rangeHash } from "#journal/tree/range-hash.js";
import { readTile } from "#journal/tree/tile-files.js";
import { TILE_WIDTH } from "#journal/tree/tile-path.js";

/** Levels of the tree in one tile. */
const TILE_HEIGHT = 8;

/** A tree as its tiles on the disk have it, read as they are asked for. Nothing in them is taken for true here. */
export class TileTree implements Subtrees {
  readonly #directory: string;
  readonly #size: number;
  readonly #tiles = new Map<string, Buffer>();

  constructor(directory: string, size: number) {
    this.#directory = directory;
    this.#size = size;
  }

  /** Throws RangeError where a tile is missing. */
  hashOf(from: number, to: number): Buffer {
    return rangeHash((height, index) => this.#subtree(height, index), from, to);
  }

  #subtree(height: number, index: number): Buffer {
    const level = Math.floor(height / TILE_HEIGHT);
    const count = 2 ** (height % TILE_HEIGHT);
    const first = index * count;
    const tile = this.#tile(level, Math.floor(first / TILE_WIDTH));
    const at = (first % TILE_WIDTH) * HASH_BYTES;
    const hashes = tile.subarray(at, at + count * HASH_BYTES);
    if (hashes.length < count * HASH_BYTES) throw new RangeError("the tiles have no such hash");
    return folded(hashes);
  }

  #tile(level: number, index: number): Buffer {
    const key = `${level}/${index}`;
    const known = this.#tiles.get(key);
    if (known !== undefined) return known;
    const hashes = Math.floor(this.#size / TILE_WIDTH ** level);
    const width = Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH);
    const tile = width < 1 ? null : readTile(this.#directory, { level, index, width });
    if (tile === null) throw new RangeError(`tile ${key} is not there`);
    this.#tiles.set(key, tile);
    return tile;
  }
}

/** The root over a power of two of hashes, one after the other. */
function folded(hashes: Buffer): Buffer {
  if (hashes.length === HASH_BYTES) return hashes;
  const half = hashes.length / 2;
  return nodeHash(folded(hashes.subarray(0, half)), folded(hashes.subarray(half)));
}
