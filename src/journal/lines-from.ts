import type { Layout } from "#journal/layout.js";
import type { Line } from "#journal/line.js";
import { type RawLine, readLines, wholeLines } from "#journal/read-lines.js";

/** The lines of a journal from one seq to another, both of them. Throws `JOURNAL_DAMAGED`. */
export async function linesBetween(
  layout: Layout,
  firstSeq: number,
  lastSeq: number,
): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for await (const line of linesFrom(layout, firstSeq)) {
    if (line.entry.seq > lastSeq) break;
    lines.push(line);
  }
  return lines;
}

/** The lines of a journal from a seq on, in order. What comes before is not read as entries. Throws `JOURNAL_DAMAGED`. */
export function linesFrom(layout: Layout, seq: number): AsyncGenerator<Line> {
  return wholeLines(rawLinesFrom(layout, seq));
}

/** The lines from the one on that is at the place of a seq, whatever seq it says it has. */
export async function* rawLinesFrom(layout: Layout, seq: number): AsyncGenerator<RawLine> {
  for await (const line of readLines(layout, seq)) {
    if (line.segment.firstSeq + line.number - 1 >= seq) yield line;
  }
}
