import { statSync } from "node:fs";
import { failure } from "#domain/errors.js";
import { readAllowedSigners } from "#journal/allowed-signers.js";
import { type Layout, segmentsOf } from "#journal/layout.js";
import { type TileFile, tileFiles } from "#journal/tree/tile-files.js";
import { type OwnCheckpoints, readOwnCheckpoints } from "#journal/verify/own-checkpoints.js";
import type { SegmentRange } from "#journal/verify/segment-scan.js";
import { readVkey } from "#journal/vkey.js";
import { zeroedIn } from "#journal/zeroed-end.js";

/** The files that follow from a journal's keys; null where there is none. */
export interface KeyFileTexts {
  readonly allowedSigners: string | null;
  readonly vkey: string | null;
}

/** What there is to verify. */
export interface Found {
  readonly layout: Layout;
  readonly keyFiles: KeyFileTexts;
  readonly checkpoints: OwnCheckpoints;
  readonly tiles: readonly TileFile[];
  readonly ranges: readonly SegmentRange[];
  /** Whether the last of them ends before its file, which ends in what the power took. */
  readonly zeroed: boolean;
}

/**
 * Looks at all that is derived before the entries: what is written meanwhile is of entries that are not read. Throws
 * `JOURNAL_MISSING` when there are none.
 */
export function findIn(layout: Layout): Found {
  if (segmentsOf(layout).length === 0) throw failure("JOURNAL_MISSING", { directory: layout.directory });
  const keyFiles = { allowedSigners: readAllowedSigners(layout), vkey: readVkey(layout) };
  const checkpoints = readOwnCheckpoints(layout);
  const tiles = tileFiles(layout.tiles);
  const segments = segmentsOf(layout);
  const last = segments.at(-1);
  const zeroed = last === undefined ? null : zeroedIn(last.path);
  const ranges = segments.map((segment) => {
    const end = segment === last ? zeroed : null;
    return { ...segment, size: end ?? statSync(segment.path).size };
  });
  return { layout, keyFiles, checkpoints, tiles, ranges, zeroed: zeroed !== null };
}
