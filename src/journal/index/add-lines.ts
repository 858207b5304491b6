import type { DatabaseSync } from "node:sqlite";
import { v7 as uuidv7 } from "uuid";
import { addFile } from "#journal/index/add-file.js";
import { type Extent, endOf, hashesIn } from "#journal/index/extent.js";
import { IndexWriter } from "#journal/index/index-writer.js";
import { type Layout, segmentsOf } from "#journal/layout.js";

/**
 * Puts into the tables the lines that they do not have, up to the first that is no entry or does not have the seq that
 * belongs there. Answers what they then have; null when nothing was added.
 *
 * @param onBytes told how many bytes have been read
 */
export async function addLines(
  database: DatabaseSync,
  layout: Layout,
  known: Extent | null,
  onBytes: (done: number) => void,
): Promise<Extent | null> {
  const writer = new IndexWriter(database);
  const start = known === null ? { firstSeq: 0, offset: 0 } : endOf(known);
  const segments = new Map(known?.segments.map((each) => [each.first, each]));
  let nextSeq = known?.nextSeq ?? 0;
  let done = 0;
  for (const segment of segmentsOf(layout).filter(({ firstSeq }) => firstSeq >= start.firstSeq)) {
    const { firstSeq } = segment;
    const from = firstSeq === start.firstSeq ? start.offset : 0;
    // A file begins where the one before it ends.
    if (from === 0 && firstSeq !== nextSeq) break;
    const added = await addFile(writer, segment, { from, nextSeq }, (read) => onBytes(done + read));
    const { count, at, size, changed } = added;
    if (at > 0) segments.set(firstSeq, { first: firstSeq, bytes: at, changed });
    nextSeq += count;
    done += at - from;
    if (at < size) break;
  }
  if (nextSeq === (known?.nextSeq ?? 0)) return null;
  writer.finish();
  const all = [...segments.values()];
  return { build: known?.build ?? uuidv7(), nextSeq, ...hashesIn(database, layout, all), segments: all };
}
