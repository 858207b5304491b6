import { createReadStream } from "node:fs";
import { failure } from "#domain/errors.js";
import { openToRead } from "#files/open-to-read.js";
import { type Layout, type Segment, segmentsOf } from "#journal/layout.js";
import { decodeLine, type Line, MAX_LINE_BYTES, NEWLINE } from "#journal/line.js";
import { zeroedIn } from "#journal/zeroed-end.js";

/** A line as it lies in its file, not yet read as an entry. */
export interface RawLine {
  readonly bytes: Buffer;
  readonly segment: Segment;
  /** 1 for the first line of its file. */
  readonly number: number;
  /** False for what follows the last newline of a file: a torn tail, or a line being written now. */
  readonly complete: boolean;
}

/** Where a line begins, or would. */
export interface LineStart {
  /** Of its file. */
  readonly firstSeq: number;
  /** In its file, in bytes. */
  readonly offset: number;
  /** Its number in its file. */
  readonly number: number;
}

/** Every line of a journal from the segment that holds `fromSeq`, in order. Holds one line in memory, whatever its length. */
export async function* readLines(layout: Layout, fromSeq = 0): AsyncGenerator<RawLine> {
  const segments = segmentsOf(layout);
  const first = segments.findLastIndex((segment) => segment.firstSeq <= fromSeq);
  for (const segment of segments.slice(Math.max(first, 0)))
    yield* linesOf(segment, segment === segments.at(-1));
}

/** Every line from the one that begins there. */
export async function* readLinesFrom(
  layout: Layout,
  { firstSeq, offset, number }: LineStart,
): AsyncGenerator<RawLine> {
  const segments = segmentsOf(layout);
  for (const segment of segments) {
    const isLast = segment === segments.at(-1);
    if (segment.firstSeq === firstSeq) yield* linesOf(segment, isLast, offset, number);
    else if (segment.firstSeq > firstSeq) yield* linesOf(segment, isLast);
  }
}

/**
 * Lines as entries, without the unfinished end of a file. Throws `JOURNAL_DAMAGED`: whoever skips lines without a word
 * tells a lie.
 */
export async function* wholeLines(lines: AsyncIterable<RawLine>): AsyncGenerator<Line> {
  for await (const { bytes, complete, segment, number } of lines) {
    if (!complete) continue;
    const line = decodeLine(bytes);
    if ("problem" in line) {
      const where = `entries/${segment.name}, line ${number}`;
      throw failure("JOURNAL_DAMAGED", { where, problem: line.problem });
    }
    yield line;
  }
}

/** From the line that begins at `offset` and has this number. Of the last segment, not what the power took of its end. */
async function* linesOf(segment: Segment, isLast: boolean, offset = 0, first = 1): AsyncGenerator<RawLine> {
  const end = (isLast ? zeroedIn(segment.path) : null) ?? Number.POSITIVE_INFINITY;
  if (end <= offset) return;
  let rest: Buffer = Buffer.alloc(0);
  let number = first - 1;
  for await (const chunk of createReadStream(segment.path, {
    fd: openToRead(segment.path),
    start: offset,
    end: end - 1,
    highWaterMark: 256 * 1024,
  }) as AsyncIterable<Buffer>) {
    let buffer: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let length = buffer.indexOf(NEWLINE); length >= 0; length = buffer.indexOf(NEWLINE)) {
      number += 1;
      yield { bytes: buffer.subarray(0, length), segment, number, complete: true };
      buffer = buffer.subarray(length + 1);
    }
    // Longer than any line can be: enough of it to be told so.
    rest = buffer.length > 2 * MAX_LINE_BYTES ? buffer.subarray(0, 2 * MAX_LINE_BYTES) : buffer;
  }
  if (rest.length > 0) yield { bytes: rest, segment, number: number + 1, complete: false };
}
