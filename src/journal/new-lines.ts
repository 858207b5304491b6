import { closeSync, readSync } from "node:fs";
import { failure } from "#domain/errors.js";
import { openToRead } from "#files/open-to-read.js";
import { type Layout, segmentsOf } from "#journal/layout.js";
import { hashOf, NEWLINE } from "#journal/line.js";
import { scanLine } from "#journal/scan-line.js";
import type { Head } from "#journal/tail.js";

const CHUNK_BYTES = 1024 * 1024;

/** Between chunks other work of the process goes on. */
const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * The lines from `fromSeq` up to a head that is on the disk, in order, held against the chain as they are read.
 * Throws `JOURNAL_DAMAGED` for a line that does not belong there, or when they do not lead to the head.
 */
export async function* linesUpTo(layout: Layout, fromSeq: number, head: Head): AsyncGenerator<Buffer> {
  let seq = fromSeq;
  let prev: string | null = null;
  for await (const bytes of rawLines(layout, fromSeq, head.nextSeq)) {
    if (seq === head.nextSeq) break;
    const line = scanLine(bytes.toString("latin1"), 0, bytes.length);
    if (line === null || line.seq !== seq || (prev !== null && line.prev !== prev)) throw damaged(seq);
    prev = hashOf(bytes);
    seq += 1;
    yield bytes;
  }
  if (seq < head.nextSeq || (prev !== null && prev !== head.prev)) throw damaged(seq);
}

function damaged(seq: number) {
  return failure("JOURNAL_DAMAGED", {
    where: `seq ${seq}`,
    problem: "the lines on the disk are not those that were written",
  });
}

/** From the line of `fromSeq` on: those before it in its segment are passed over, some milliseconds at most. */
async function* rawLines(layout: Layout, fromSeq: number, nextSeq: number): AsyncGenerator<Buffer> {
  const segments = segmentsOf(layout).filter(({ firstSeq }) => firstSeq < nextSeq);
  const first = Math.max(
    segments.findLastIndex(({ firstSeq }) => firstSeq <= fromSeq),
    0,
  );
  for (const { path, firstSeq } of segments.slice(first)) {
    let skip = Math.max(0, fromSeq - firstSeq);
    for await (const bytes of linesOf(path)) {
      if (skip > 0) skip -= 1;
      else yield bytes;
    }
  }
}

async function* linesOf(path: string): AsyncGenerator<Buffer> {
  const descriptor = openToRead(path);
  try {
    let rest: Buffer = Buffer.alloc(0);
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      const read = readSync(descriptor, chunk, 0, CHUNK_BYTES, null);
      if (read === 0) return;
      const buffer = Buffer.concat([rest, chunk.subarray(0, read)]);
      let start = 0;
      for (let end = buffer.indexOf(NEWLINE); end >= 0; end = buffer.indexOf(NEWLINE, start)) {
        yield buffer.subarray(start, end);
        start = end + 1;
      }
      rest = buffer.subarray(start);
      await pause();
    }
  } finally {
    closeSync(descriptor);
  }
}
