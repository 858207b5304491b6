import { closeSync, fstatSync, lstatSync } from "node:fs";
import { join } from "node:path";
import { failure } from "#domain/errors.js";
import { openToRead } from "#files/open-to-read.js";
import { readAllowedSigners } from "#journal/allowed-signers.js";
import { castFilesOf, handoverFilesOf, type Layout, segmentsOf } from "#journal/layout.js";
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

/** What lies in a directory, whatever it is, and how long it is, in bytes. */
interface FoundFile {
  readonly name: string;
  readonly size: number;
}

/** What there is to verify. */
export interface Found {
  readonly layout: Layout;
  readonly keyFiles: KeyFileTexts;
  readonly checkpoints: OwnCheckpoints;
  readonly tiles: readonly TileFile[];
  /** What lies among the recordings, and among the shifts that were taken over. */
  readonly casts: readonly FoundFile[];
  readonly handovers: readonly FoundFile[];
  readonly ranges: readonly SegmentRange[];
  /** Whether the last of them ends before its file, which ends in what the power took. */
  readonly zeroed: boolean;
}

/**
 * Looks at all that is derived before the entries: what is written meanwhile is of entries that are not read. Throws
 * `JOURNAL_MISSING` when there are none, the system's errors, and `FileUnfit`.
 */
export function findIn(layout: Layout): Found {
  if (segmentsOf(layout).length === 0) throw failure("JOURNAL_MISSING", { directory: layout.directory });
  const keyFiles = { allowedSigners: readAllowedSigners(layout), vkey: readVkey(layout) };
  const checkpoints = readOwnCheckpoints(layout);
  const tiles = tileFiles(layout.tiles);
  const casts = castFilesOf(layout).map((name) => fileIn(layout.casts, name));
  const handovers = handoverFilesOf(layout).map((name) => fileIn(layout.handovers, name));
  const segments = segmentsOf(layout);
  const last = segments.at(-1);
  const zeroed = last === undefined ? null : zeroedIn(last.path);
  const ranges = segments.map((segment) => {
    const end = segment === last ? zeroed : null;
    return { ...segment, size: end ?? sizeOf(segment.path) };
  });
  return { layout, keyFiles, checkpoints, tiles, casts, handovers, ranges, zeroed: zeroed !== null };
}

/** Of a file of entries, in bytes. */
function sizeOf(path: string): number {
  const descriptor = openToRead(path);
  try {
    return fstatSync(descriptor).size;
  } finally {
    closeSync(descriptor);
  }
}

/** Of a link its own length: where it leads, nobody has to know. */
function fileIn(directory: string, name: string): FoundFile {
  return { name, size: lstatSync(join(directory, name), { throwIfNoEntry: false })?.size ?? 0 };
}
