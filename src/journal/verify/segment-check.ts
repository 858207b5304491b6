import { closeSync, readSync } from "node:fs";
import { openToRead } from "#files/open-to-read.js";
import { MAX_LINE_BYTES, NEWLINE } from "#journal/line.js";
import { type ChainCheck, type Wrong, wrong } from "#journal/verify/chain-check.js";
import type { OnRead, SegmentRange } from "#journal/verify/segment-scan.js";

const CHUNK_BYTES = 1024 * 1024;

/** A line that is wrong: its number in its file, from 1. */
export interface WrongLine extends Wrong {
  readonly number: number;
}

/** What a check of a segment's lines came to. */
export interface SegmentCheck {
  readonly wrong: WrongLine | null;
  /** The number of the line that does not end in a newline; null where the last one does. */
  readonly torn: number | null;
  /** The seq that comes next, or that is wrong. */
  readonly nextSeq: number;
  /** The hash of the line before that; null where none was checked. */
  readonly head: string | null;
}

/**
 * Checks the lines of a segment, and stops at the first that is wrong.
 *
 * @param skipped so many of its first lines are passed over
 */
export function checkSegment(
  range: SegmentRange,
  check: ChainCheck,
  skipped: number,
  onRead: OnRead,
): SegmentCheck {
  const ended = ({ wrong = null, torn = null }: Partial<SegmentCheck>): SegmentCheck => {
    return { wrong, torn, nextSeq: check.nextSeq, head: check.head };
  };
  for (const { bytes, number, complete } of linesOf(range, onRead)) {
    if (number <= skipped) continue;
    // What is longer than a line can be is no line that its writer did not finish.
    if (!complete && bytes.length <= MAX_LINE_BYTES) return ended({ torn: number });
    const problem = check.next(bytes, number === 1 ? range.firstSeq : null);
    if (problem !== null) return ended({ wrong: { ...problem, number } });
  }
  return ended({});
}

/** What follows a line that was cut, where it is not the journal's last. */
export function cutLine(number: number): WrongLine {
  return {
    ...wrong("LINE_CUT", "it does not end in a newline, and is not the journal's last line"),
    number,
  };
}

interface LineInFile {
  readonly bytes: Buffer;
  readonly number: number;
  readonly complete: boolean;
}

function* linesOf({ path, size }: SegmentRange, onRead: OnRead): Generator<LineInFile> {
  const descriptor = openToRead(path);
  try {
    let rest: Buffer = Buffer.alloc(0);
    let number = 0;
    for (let at = 0; at < size; ) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, size - at));
      const read = readSync(descriptor, chunk, 0, chunk.length, at);
      if (read === 0) break;
      at += read;
      const buffer = Buffer.concat([rest, chunk.subarray(0, read)]);
      const before = number;
      let start = 0;
      for (let end = buffer.indexOf(NEWLINE); end >= 0; end = buffer.indexOf(NEWLINE, start)) {
        number += 1;
        yield { bytes: buffer.subarray(start, end), number, complete: true };
        start = end + 1;
      }
      // Longer than any line can be: enough of it to be told so.
      rest = buffer.subarray(start, start + 2 * MAX_LINE_BYTES);
      onRead(read, number - before);
    }
    if (rest.length > 0) yield { bytes: rest, number: number + 1, complete: false };
  } finally {
    closeSync(descriptor);
  }
}
