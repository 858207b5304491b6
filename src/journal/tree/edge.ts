import { EMPTY_ROOT, HASH_BYTES, nodeHash } from "#journal/tree/hash.js";
import { TILE_WIDTH, type TileName } from "#journal/tree/tile-path.js";

/** A tile and its bytes. */
export interface Tile extends TileName {
  readonly hashes: Buffer;
}

/**
 * The right edge of a tree: the last, unfinished tile of each level, which is all it takes to append to the tree and to
 * know its root.
 */
export class Edge {
  #size: number;
  /** The unfinished tile of each level: at most 255 hashes. */
  readonly #levels: Buffer[][];

  /** @param tiles the unfinished tiles of a tree of `size`, each with its bytes */
  constructor(size = 0, tiles: readonly Tile[] = []) {
    this.#size = size;
    this.#levels = [];
    for (const { level, hashes } of tiles) this.#levels[level] = hashesIn(hashes);
  }

  get size(): number {
    return this.#size;
  }

  /** Appends a leaf's hash; answers the tiles that it completes, from the lowest level up. */
  append(leaf: Buffer): Tile[] {
    const full: Tile[] = [];
    let hash: Buffer | null = leaf;
    this.#size += 1;
    for (let level = 0; hash !== null; level += 1) {
      const hashes = this.#level(level);
      hashes.push(hash);
      hash = null;
      if (hashes.length < TILE_WIDTH) continue;
      const index = Math.floor(this.#size / TILE_WIDTH ** (level + 1)) - 1;
      full.push({ level, index, width: TILE_WIDTH, hashes: Buffer.concat(hashes) });
      hash = fullHash(hashes);
      this.#levels[level] = [];
    }
    return full;
  }

  /** The unfinished tiles. */
  tiles(): Tile[] {
    return this.#levels.flatMap((hashes, level) => {
      if (hashes.length === 0) return [];
      const index = Math.floor(this.#size / TILE_WIDTH ** (level + 1));
      return [{ level, index, width: hashes.length, hashes: Buffer.concat(hashes) }];
    });
  }

  /** The root. The full subtrees of the tree, from the largest to the smallest, are joined from the right. */
  root(): Buffer {
    const subtrees = [...this.#levels].reverse().flatMap((hashes = []) => subtreesOf(hashes));
    return subtrees.reduceRight<Buffer | null>((right, left) => joined(left, right), null) ?? EMPTY_ROOT;
  }

  #level(level: number): Buffer[] {
    this.#levels[level] ??= [];
    return this.#levels[level];
  }
}

function joined(left: Buffer, right: Buffer | null): Buffer {
  return right === null ? left : nodeHash(left, right);
}

/** The hashes of the full subtrees over so many hashes, the largest first. */
function subtreesOf(hashes: readonly Buffer[]): Buffer[] {
  const subtrees: Buffer[] = [];
  for (let width = TILE_WIDTH, from = 0; width >= 1; width /= 2) {
    if (hashes.length - from < width) continue;
    subtrees.push(fullHash(hashes.slice(from, from + width)));
    from += width;
  }
  return subtrees;
}

/** The root over a power of two of hashes. */
function fullHash(hashes: readonly Buffer[]): Buffer {
  let level = [...hashes];
  while (level.length > 1) {
    level = level.flatMap((hash, at) => (at % 2 === 0 ? [nodeHash(hash, level[at + 1] ?? hash)] : []));
  }
  return level[0] ?? EMPTY_ROOT;
}

function hashesIn(bytes: Buffer): Buffer[] {
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, at) =>
    bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );
}
