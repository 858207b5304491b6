import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import { readWhole } from "#files/read-whole.js";
import { keyAfter } from "#journal/current-key.js";
import { EpochBook } from "#journal/epochs.js";
import { readFounding } from "#journal/founding.js";
import { readLastLine } from "#journal/last-line.js";
import { type Layout, type Segment, segmentsOf } from "#journal/layout.js";
import { decodeLine, NEWLINE } from "#journal/line.js";
import { zeroedIn } from "#journal/zeroed-end.js";

/**
 * The keys of a journal with the times of their entries: reads all of it (some seconds for a million entries), a
 * segment at a time. Throws `JOURNAL_DAMAGED` for a line that is no JSON, or a `key` entry that is no entry.
 */
export function readEpochs(layout: Layout): EpochBook {
  const book = new EpochBook();
  for (const { segment, content } of contents(layout)) {
    for (const bytes of wholeLines(content)) book.add(entryIn(bytes, segment));
  }
  return book;
}

/**
 * The keys of a journal, without the times of their entries: `earliest` and `latest` are not to be relied on. Where
 * there was no rotation only the first and the last line are read; else what is no `key` entry is passed over unread.
 */
export function readKeys(layout: Layout): EpochBook {
  const book = new EpochBook();
  const founding = readFounding(layout);
  if (founding !== null) book.add(founding);
  const last = readLastLine(layout);
  if (founding === null || last === null || keyAfter(last.entry) === founding.USR.key) return book;
  for (const { segment, content } of contents(layout)) {
    for (const bytes of linesWith(KEY_PHASE, content)) book.add(keyEntryIn(bytes, segment));
  }
  return book;
}

/** In canonical form, and within a string every quote stands behind a backslash. */
const KEY_PHASE = Buffer.from('"phase":"key"');

/** One after the other; of the last, not what the power took of its end. */
function* contents(layout: Layout): Generator<{ segment: Segment; content: Buffer }> {
  const segments = segmentsOf(layout);
  for (const segment of segments) {
    const end = segment === segments.at(-1) ? zeroedIn(segment.path) : null;
    yield { segment, content: readWhole(segment.path).subarray(0, end ?? undefined) };
  }
}

function* wholeLines(content: Buffer): Generator<Buffer> {
  let start = 0;
  for (let end = content.indexOf(NEWLINE); end >= 0; end = content.indexOf(NEWLINE, start)) {
    yield content.subarray(start, end);
    start = end + 1;
  }
}

function* linesWith(text: Buffer, content: Buffer): Generator<Buffer> {
  for (let at = content.indexOf(text); at >= 0; ) {
    const end = content.indexOf(NEWLINE, at);
    if (end < 0) return;
    yield content.subarray(content.lastIndexOf(NEWLINE, at) + 1, end);
    at = content.indexOf(text, end);
  }
}

/** Not checked for its form, which takes ten times as long: `verify` does. */
function entryIn(bytes: Buffer, segment: Segment): Entry {
  let entry: Entry | undefined;
  try {
    entry = (JSON.parse(bytes.toString()) as { e?: Entry }).e;
  } catch {
    // Said below.
  }
  if (typeof entry?.seq !== "number" || typeof entry.STR !== "string") {
    throw failure("JOURNAL_DAMAGED", { where: segment.name, problem: "a line is no entry" });
  }
  return entry.phase === "key" ? keyEntryIn(bytes, segment) : entry;
}

function keyEntryIn(bytes: Buffer, segment: Segment): Entry {
  const line = decodeLine(bytes);
  if (!("problem" in line)) return line.entry;
  throw failure("JOURNAL_DAMAGED", { where: segment.name, problem: line.problem });
}
