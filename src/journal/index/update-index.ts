import type { DatabaseSync } from "node:sqlite";
import { addLines } from "#journal/index/add-lines.js";
import { bytesAfter, type Extent, extentIn } from "#journal/index/extent.js";
import {
  isDamage,
  isOfFile,
  newStamp,
  openToRead,
  openToWrite,
  putStamp,
  remove,
} from "#journal/index/index-file.js";
import { dropIndexes, makeIndexes, makeTables } from "#journal/index/schema.js";
import type { Layout } from "#journal/layout.js";

/** What is so short is read as quickly as an index is written, in bytes. */
const WORTH_BYTES = 64 * 1024;

/** How much of the work reading is, where the rest is sorting. */
const READING_SHARE = 0.75;

export interface UpdateOptions {
  /** How much of the journal the index must lack to be written, in bytes. */
  readonly worthBytes?: number;
  /** Told, as it goes on, how much of it is done, in percent; null once it is over, done or not. */
  readonly onProgress?: (percent: number | null) => void;
}

/**
 * Brings the index up to date with the journal, or makes it anew where it is missing, damaged, or of something else. It
 * then has every line up to the first that is no entry or does not have the seq that belongs there. Where it cannot be
 * written (another process is at it, the directory is read-only, the disk is full) it stays as it is: nothing is lost
 * but time. Throws nothing of SQLite's or the file system's.
 *
 * The index is no evidence. One that was altered by hand, and given back its time, can hide entries from `log`, and an
 * open intent from the next Login; `verify` does not read it, and neither does `log --no-index`.
 */
export async function updateIndex(layout: Layout, options: UpdateOptions = {}): Promise<void> {
  try {
    if (isWorthIt(layout, options)) await write(layout, options);
  } catch (error) {
    if (!isOfFile(error)) throw error;
    if (!isDamage(error)) return;
    try {
      remove(layout);
      await write(layout, options);
    } catch (again) {
      if (!isOfFile(again)) throw again;
    }
  }
}

function isWorthIt(layout: Layout, { worthBytes = WORTH_BYTES }: UpdateOptions): boolean {
  let extent: Extent | null = null;
  try {
    const database = openToRead(layout);
    try {
      database.exec("BEGIN");
      extent = extentIn(database, layout);
    } finally {
      database.close();
    }
  } catch (error) {
    // It is made anew, if it is worth it.
    if (!isOfFile(error)) throw error;
  }
  return bytesAfter(layout, extent) >= worthBytes;
}

async function write(layout: Layout, { onProgress }: UpdateOptions): Promise<void> {
  const database = openToWrite(layout);
  try {
    const known = extentIn(database, layout);
    if (known === null) makeTables(database);
    const missing = bytesAfter(layout, known);
    // Rows are put into the indexes one by one where they are few beside those that are there.
    const sortAfter = known === null || missing > sizeOf(known);
    if (sortAfter) dropIndexes(database);
    const share = sortAfter ? READING_SHARE : 1;
    const added = await addLines(database, layout, known, (done) =>
      onProgress?.(Math.floor((100 * share * done) / missing)),
    );
    if (added === null) return;
    if (sortAfter) await makeIndexes(database);
    const stamp = newStamp();
    saveExtent(database, added, stamp);
    database.exec("COMMIT");
    putStamp(layout, stamp);
  } finally {
    database.close();
    onProgress?.(null);
  }
}

function sizeOf({ segments }: Extent): number {
  return segments.reduce((sum, { bytes }) => sum + bytes, 0);
}

function saveExtent(database: DatabaseSync, { build, first, last, segments }: Extent, stamp: number): void {
  database.exec("DELETE FROM state");
  database.prepare("INSERT INTO state VALUES (?, ?, ?, ?)").run(stamp, build, first, last);
  const segment = database.prepare("INSERT OR REPLACE INTO segments VALUES (?, ?, ?)");
  for (const { first: firstSeq, bytes, changed } of segments) segment.run(firstSeq, bytes, changed);
}
