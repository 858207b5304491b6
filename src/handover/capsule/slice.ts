import type { Entry } from "#domain/entry.js";
import type { CastChunk } from "#domain/recording.js";
import { recordingsIn } from "#handover/draft/recordings-in.js";
import { findLines } from "#journal/index/find-lines.js";
import type { Layout } from "#journal/layout.js";
import type { Line } from "#journal/line.js";

/** The pieces of a recording that entries have, in order. */
export function chunksOf(file: string, entries: Iterable<Entry>): readonly CastChunk[] {
  return [...entries].flatMap(({ recording }) => (recording?.file === file ? [recording] : []));
}

/**
 * The entries before a slice that have the first pieces of recordings which go on in it. Throws `JOURNAL_DAMAGED`.
 */
export async function earlierRecordings(layout: Layout, slice: readonly Line[]): Promise<readonly Line[]> {
  const entries = slice.map(({ entry }) => entry);
  const begun = new Set(entries.flatMap(({ recording }) => (recording?.from === 0 ? [recording.file] : [])));
  const files = new Set(recordingsIn(entries).filter((file) => !begun.has(file)));
  const firstSeq = entries[0]?.seq ?? 0;
  const lines: Line[] = [];
  if (files.size === 0) return lines;
  for await (const line of findLines(layout, { phase: (phase) => phase === "recording" })) {
    const { seq, recording } = line.entry;
    if (seq < firstSeq && recording !== undefined && files.has(recording.file)) lines.push(line);
  }
  return lines;
}
