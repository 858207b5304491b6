import { endOf } from "#journal/index/extent.js";
import type { OpenIndex } from "#journal/index/open-index.js";
import { isMistaken, tryOpen } from "#journal/index/try-index.js";
import { type UpdateOptions, updateIndex } from "#journal/index/update-index.js";
import type { Layout } from "#journal/layout.js";
import { decodeLine } from "#journal/line.js";
import { type Past, PastReading, type PastWanted } from "#journal/past-reading.js";
import { readLines, readLinesFrom } from "#journal/read-lines.js";

export interface PastOptions extends UpdateOptions {
  /** False: the journal itself is read, from its beginning. The answer is the same. */
  readonly index?: boolean;
}

/** Reads what a session begins with, by the index where there is one. Lines that are no entries are passed over. */
export async function readPast(
  layout: Layout,
  wanted: PastWanted,
  { index = true, ...updating }: PastOptions = {},
): Promise<Past> {
  if (index) await updateIndex(layout, updating);
  const open = index ? tryOpen(layout) : null;
  try {
    return await read(layout, wanted, open);
  } catch (error) {
    if (open === null || !isMistaken(layout, error)) throw error;
    return await read(layout, wanted, null);
  } finally {
    open?.close();
  }
}

async function read(layout: Layout, wanted: PastWanted, index: OpenIndex | null): Promise<Past> {
  const reading = new PastReading(layout, wanted, index);
  const lines = index === null ? readLines(layout) : readLinesFrom(layout, endOf(index.extent));
  for await (const { bytes, complete } of lines) {
    const line = complete ? decodeLine(bytes) : null;
    if (line !== null && !("problem" in line)) reading.add(line);
  }
  return reading.past();
}
