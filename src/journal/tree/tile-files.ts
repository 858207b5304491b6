import { existsSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeDirectory } from "#files/directories.js";
import { readOrNull } from "#files/read-or-null.js";
import { writeWhole } from "#files/replace-file.js";
import { Edge, type Tile } from "#journal/tree/edge.js";
import { HASH_BYTES } from "#journal/tree/hash.js";
import { parseTilePath, TILE_WIDTH, type TileName, tilePath, tilesOf } from "#journal/tree/tile-path.js";

/**
 * Puts tiles in their places, each as a whole; the partial ones that a full one takes the place of go. Their content is
 * durable before their names: one that a power cut takes away is made again from the entries.
 */
export function writeTiles(directory: string, tiles: readonly Tile[]): void {
  for (const tile of tiles) {
    const path = join(directory, tilePath(tile));
    if (!existsSync(dirname(path))) makeDirectory(dirname(path));
    writeWhole(path, tile.hashes);
    if (tile.width === TILE_WIDTH) rmSync(`${path}.p`, { recursive: true, force: true });
  }
}

/** A tile's bytes, out of the full tile where there is one already; null when there is none of its length. */
export function readTile(directory: string, name: TileName): Buffer | null {
  const bytes =
    readOrNull(join(directory, tilePath(name))) ??
    readOrNull(join(directory, tilePath({ ...name, width: TILE_WIDTH })));
  const length = name.width * HASH_BYTES;
  return bytes === null || bytes.length < length ? null : bytes.subarray(0, length);
}

/** The right edge of a tree of this size, as its tiles have it; null when they do not. */
export function readEdge(directory: string, size: number): Edge | null {
  const tiles: Tile[] = [];
  for (const name of tilesOf(size).filter(({ width }) => width < TILE_WIDTH)) {
    const hashes = readTile(directory, name);
    if (hashes === null) return null;
    tiles.push({ ...name, hashes });
  }
  return new Edge(size, tiles);
}

/** A file below the directory of tiles. */
export interface TileFile {
  /** With `/`, from the directory of tiles. */
  readonly path: string;
  /** Null where its path names no tile. */
  readonly name: TileName | null;
}

/** Every file there, by path. None where there is no such directory. */
export function tileFiles(directory: string, below = ""): TileFile[] {
  return entriesOf(join(directory, below)).flatMap((entry) => {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    return entry.isDirectory() ? tileFiles(directory, path) : [{ path, name: parseTilePath(path) }];
  });
}

/** The tiles that a tree of this size should have and has not; the first of them, and how many there are. */
export function missingTiles(
  files: readonly TileFile[],
  size: number,
): { readonly first: string; readonly count: number } | null {
  const there = new Set(files.map(({ path }) => path));
  const missing = tilesOf(size).filter(
    (tile) => !there.has(tilePath(tile)) && !there.has(tilePath({ ...tile, width: TILE_WIDTH })),
  );
  const [first] = missing;
  return first === undefined ? null : { first: `tile/${tilePath(first)}`, count: missing.length };
}

function entriesOf(directory: string) {
  try {
    return readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "");
}
