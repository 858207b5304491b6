import { closeSync, readSync, statSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { openToRead } from "#files/open-to-read.js";
import { hasStamp } from "#journal/index/index-file.js";
import { SCHEMA_VERSION } from "#journal/index/schema.js";
import { type Layout, segmentAt, segmentsOf } from "#journal/layout.js";
import { hashOf, MAX_LINE_BYTES, NEWLINE } from "#journal/line.js";
import type { LineStart } from "#journal/read-lines.js";

/** How much of a file of entries the index has, and when that file was changed last (`mtimeMs`). */
export interface IndexedSegment {
  readonly first: number;
  readonly bytes: number;
  readonly changed: number;
}

/** What of a journal an index has: its first lines, up to the first that is not as it should be. */
export interface Extent {
  /** Of the build: another one has begun anew. */
  readonly build: string;
  readonly nextSeq: number;
  /** SHA-256 of the lines of seq 0 and of `nextSeq - 1`. */
  readonly first: string | null;
  readonly last: string | null;
  readonly segments: readonly IndexedSegment[];
}

/** Where the first line begins that an index does not have. */
export function endOf({ segments, nextSeq }: Extent): LineStart {
  const { first = 0, bytes = 0 } = segments.at(-1) ?? {};
  return { firstSeq: first, offset: bytes, number: nextSeq - first + 1 };
}

/** The bytes of the journal that an index does not have. */
export function bytesAfter(layout: Layout, extent: Extent | null): number {
  const known = new Map(extent?.segments.map(({ first, bytes }) => [first, bytes]));
  return segmentsOf(layout).reduce(
    (sum, { path, firstSeq }) => sum + statSync(path).size - (known.get(firstSeq) ?? 0),
    0,
  );
}

/**
 * What an index has, when it is one of this journal as it is now: made by this version, written by nobody since, its
 * first and last line are where it says, and no file that it has read to its end has changed. Else null. Throws what
 * SQLite and the file system say. Call it in a transaction.
 */
export function extentIn(database: DatabaseSync, layout: Layout): Extent | null {
  const version = database.prepare("PRAGMA user_version").get()?.user_version;
  if (version !== SCHEMA_VERSION) return null;
  const { stamp, build, first, last } = database.prepare("SELECT * FROM state").get() ?? {};
  if (!hasStamp(layout, stamp)) return null;
  const segments = database.prepare("SELECT * FROM segments ORDER BY first").all().map(segmentOf);
  const tail = segments.at(-1);
  if (tail === undefined || !segments.every((each) => isUnchanged(layout, each, tail))) return null;
  const { seq, at, length } = lastRow(database);
  if (Number(at) + Number(length) + 1 !== tail.bytes) return null;
  const there = hashesIn(database, layout, segments);
  if (there.first === null || there.first !== first || there.last !== last) return null;
  return { build: String(build), nextSeq: Number(seq) + 1, ...there, segments };
}

/** Of the first and of the last line that an index has, as they lie in the journal; null where none does. */
export function hashesIn(
  database: DatabaseSync,
  layout: Layout,
  segments: readonly IndexedSegment[],
): Pick<Extent, "first" | "last"> {
  const first = database.prepare("SELECT at, length FROM entries WHERE seq = 0").get() ?? {};
  const tail = segments.at(-1)?.first ?? 0;
  return { first: hashOfLine(layout, 0, first), last: hashOfLine(layout, tail, lastRow(database)) };
}

function lastRow(database: DatabaseSync): Record<string, unknown> {
  return database.prepare("SELECT seq, at, length FROM entries ORDER BY seq DESC LIMIT 1").get() ?? {};
}

function segmentOf({ first, bytes, changed }: Record<string, unknown>): IndexedSegment {
  return { first: Number(first), bytes: Number(bytes), changed: Number(changed) };
}

/** Of the last file, what was there is told by its last line; it may have grown. */
function isUnchanged(
  layout: Layout,
  { first, bytes, changed }: IndexedSegment,
  tail: IndexedSegment,
): boolean {
  const { size, mtimeMs } = statSync(segmentAt(layout, first).path);
  return first === tail.first && size > bytes ? true : size === bytes && mtimeMs === changed;
}

/** Null when no whole line lies there. */
function hashOfLine(
  layout: Layout,
  firstSeq: number,
  { at, length }: Record<string, unknown>,
): string | null {
  if (typeof at !== "number" || typeof length !== "number" || length > MAX_LINE_BYTES) return null;
  const descriptor = openToRead(segmentAt(layout, firstSeq).path);
  try {
    const buffer = Buffer.alloc(length + 1);
    const read = readSync(descriptor, buffer, 0, length + 1, at);
    return read === length + 1 && buffer[length] === NEWLINE ? hashOf(buffer.subarray(0, length)) : null;
  } finally {
    closeSync(descriptor);
  }
}
