import { join } from "node:path";
import type { Fault } from "#domain/journal-fault.js";
import { openPresent } from "#files/open-present.js";
import { readBetween } from "#journal/read-between.js";
import type { TileFile } from "#journal/tree/tile-files.js";
import { TILE_WIDTH } from "#journal/tree/tile-path.js";
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

function holds(path: string, hashes: Buffer): boolean {
  using file = openPresent(path);
  if (file === null) return true;
  return file.size === hashes.length && readBetween(file.descriptor, 0, file.size).equals(hashes);
}
