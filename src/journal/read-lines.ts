import { createReadStream } from "node:fs";
import { type Layout, type Segment, segmentsOf } from "#journal/layout.js";
import { MAX_LINE_BYTES, NEWLINE } from "#journal/line.js";

/** A line as it lies in its file, not yet read as an entry. */
export interface RawLine {
  readonly bytes: Buffer;
  readonly segment: Segment;
  /** 1 for the first line of its file. */
  readonly number: number;
  /** False for what follows the last newline of a file: a torn tail, or a line being written now. */
  readonly complete: boolean;
}

/** Every line of a journal from the segment that holds `fromSeq`, in order. Holds one line in memory, whatever its length. */
export async function* readLines(layout: Layout, fromSeq = 0): AsyncGenerator<RawLine> {
  const segments = segmentsOf(layout);
  const first = segments.findLastIndex((segment) => segment.firstSeq <= fromSeq);
  for (const segment of segments.slice(Math.max(first, 0))) yield* linesOf(segment);
}

async function* linesOf(segment: Segment): AsyncGenerator<RawLine> {
  let rest: Buffer = Buffer.alloc(0);
  let number = 0;
  for await (const chunk of createReadStream(segment.path, {
    highWaterMark: 256 * 1024,
  }) as AsyncIterable<Buffer>) {
    let buffer: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = buffer.indexOf(NEWLINE); end >= 0; end = buffer.indexOf(NEWLINE)) {
      number += 1;
      yield { bytes: buffer.subarray(0, end), segment, number, complete: true };
      buffer = buffer.subarray(end + 1);
    }
    // Longer than any line can be: enough of it to be told so.
    rest = buffer.length > 2 * MAX_LINE_BYTES ? buffer.subarray(0, 2 * MAX_LINE_BYTES) : buffer;
  }
  if (rest.length > 0) yield { bytes: rest, segment, number: number + 1, complete: false };
}
