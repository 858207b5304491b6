import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Fault } from "#domain/journal-fault.js";
import type { TileFile } from "#journal/tree/tile-files.js";
import { TILE_WIDTH, tilePath, tilesOf } from "#journal/tree/tile-path.js";
import type { Tree } from "#journal/tree/tree.js";

/** The first tile that does not hold what the tree has there; null when each does. One that has gone since is passed over. */
export function tileFault(directory: string, files: readonly TileFile[], tree: Tree): Fault | null {
  for (const { path, name } of files) {
    if (name === null) continue;
    const { level, index, width } = name;
    const last = (index * TILE_WIDTH + width) * TILE_WIDTH ** level;
    const problem =
      last > tree.size
        ? `it is of ${last} entries, and the journal has ${tree.size}`
        : holds(join(directory, path), tree.tile(name))
          ? null
          : "it does not hold the hashes of the journal's entries";
    if (problem !== null) return { file: `tile/${path}`, line: null, seq: null, code: "WRONG_TILE", problem };
  }
  return null;
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

function holds(path: string, hashes: Buffer): boolean {
  try {
    return readFileSync(path).equals(hashes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return true;
    throw error;
  }
}
