import { closeSync, fstatSync, readSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { openToRead } from "#files/open-to-read.js";
import type { IndexWriter } from "#journal/index/index-writer.js";
import type { IndexedEntry } from "#journal/index/indexed-entry.js";
import { readPlainLine } from "#journal/index/plain-line.js";
import type { Segment } from "#journal/layout.js";
import { decodeLine, NEWLINE } from "#journal/line.js";

/** Many of the longest lines. */
const CHUNK_BYTES = 1024 * 1024;

export interface AddedFile {
  /** How many lines were added, and where in the file the first begins that was not. */
  readonly count: number;
  readonly at: number;
  /** Of the file, before it was read: what is added meanwhile is then seen as a change. */
  readonly size: number;
  readonly changed: number;
}

/**
 * Adds the lines of one file, from a place in it and the seq that belongs there on, up to the first that is no entry or
 * has another seq.
 *
 * @param onBytes told how many bytes have been read
 */
export async function addFile(
  writer: IndexWriter,
  { path }: Segment,
  { from, nextSeq }: { readonly from: number; readonly nextSeq: number },
  onBytes: (read: number) => void,
): Promise<AddedFile> {
  const descriptor = openToRead(path);
  try {
    const { size, mtimeMs: changed } = fstatSync(descriptor);
    let count = 0;
    let at = from;
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    while (at < size) {
      const chunk = buffer.subarray(0, readSync(descriptor, buffer, 0, Math.min(CHUNK_BYTES, size - at), at));
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        const bytes = chunk.subarray(start, end);
        const entry = entryIn(bytes);
        if (entry?.seq !== nextSeq + count) return { count, at: at + start, size, changed };
        writer.add(entry, at + start, bytes.length);
        count += 1;
        start = end + 1;
      }
      // What is no line in so many bytes is none.
      if (start === 0) break;
      at += start;
      onBytes(at - from);
      // Other work of the process goes on.
      await setImmediate();
    }
    return { count, at, size, changed };
  } finally {
    closeSync(descriptor);
  }
}

function entryIn(bytes: Buffer): IndexedEntry | null {
  const plain = readPlainLine(bytes);
  if (plain !== null) return plain;
  const line = decodeLine(bytes);
  return "problem" in line ? null : line.entry;
}
