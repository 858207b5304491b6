import { hash } from "node:crypto";
import { closeSync, readSync } from "node:fs";
import type { Fault } from "#domain/journal-fault.js";
import { openToRead } from "#files/open-to-read.js";
import { KEPT_UNITS } from "#journal/blobs.js";
import { MAX_LINE_BYTES, NEWLINE } from "#journal/line.js";
import { platformIn, type ScannedLine, type ScannedMark, scanLine } from "#journal/scan-line.js";
import { isServer } from "#journal/simulated-anchor.js";
import { HASH_BYTES } from "#journal/tree/hash.js";
import { IntentMarks, type MarkedIntents } from "#journal/verify/intent-marks.js";

const CHUNK_BYTES = 1024 * 1024;

/** A segment as far as it is to be read. */
export interface SegmentRange {
  readonly path: string;
  readonly name: string;
  readonly firstSeq: number;
  /** Bytes: what is appended after it was looked at is not read. */
  readonly size: number;
}

/** Where the line of an entry lies, in a journal that is in order. */
export function placeIn(ranges: readonly SegmentRange[], seq: number): Pick<Fault, "file" | "line" | "seq"> {
  const range = ranges.findLast(({ firstSeq }) => firstSeq <= seq);
  return range === undefined
    ? { file: "entries", line: null, seq }
    : { file: `entries/${range.name}`, line: seq - range.firstSeq + 1, seq };
}

/** Entries that are not all read, and when the first and the last of them were by the clock. */
interface Run {
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly earliest: string;
  readonly latest: string;
}

/** An entry that says where in a recording it was written. */
export interface EntryMark extends ScannedMark {
  readonly seq: number;
}

/** What a segment's lines say of chain, tree and intents, read without looking into the entries. */
export interface SegmentScan {
  readonly count: number;
  /** `prev` of the first line, and the hash of the last, in hex; null where there is no line. */
  readonly prev: string | null;
  readonly head: string | null;
  /** The hash of each line as a leaf of the tree, 32 bytes each. */
  readonly leaves: Uint8Array;
  /** Whether every line is numbered and chained as it should be. What is not is looked at again, line by line. */
  readonly inOrder: boolean;
  /** Bytes after the last newline. */
  readonly torn: number;
  readonly intents: MarkedIntents;
  /** Entries that say where in a recording they were written, in order. */
  readonly marks: readonly EntryMark[];
  /** Lines to be read in full: of keys, anchors, recoveries, recordings and handovers, and those long enough to name blobs. */
  readonly notable: readonly Uint8Array[];
  /** Whether any entry says that a server was worked at. */
  readonly tellsOfServers: boolean;
  /** All entries but those that introduce keys. */
  readonly runs: readonly Run[];
}

/** Told how many bytes and entries have been read since the last time. */
export type OnRead = (bytes: number, entries: number) => void;

/** Reads a segment. */
export function scanSegment(range: SegmentRange, onRead: OnRead): SegmentScan {
  const scan = new Scanning(range);
  const descriptor = openToRead(range.path);
  try {
    // A spare byte before the first line: a leaf is hashed with a zero before it, and so needs no copy.
    let buffer = Buffer.alloc(1 + CHUNK_BYTES);
    let kept = 0;
    for (let at = 0; at < range.size; ) {
      if (1 + kept + CHUNK_BYTES > buffer.length) buffer = Buffer.concat([buffer], 2 * buffer.length);
      const wanted = Math.min(CHUNK_BYTES, range.size - at);
      const read = readSync(descriptor, buffer, 1 + kept, wanted, at);
      if (read === 0) break;
      at += read;
      const end = 1 + kept + read;
      const before = scan.count;
      const done = scan.lines(buffer, end, at - read - kept);
      buffer.copyWithin(1, done, end);
      kept = end - done;
      onRead(read, scan.count - before);
      // No line is so long: what it is instead is said by whoever reads it line by line.
      if (kept > 2 * MAX_LINE_BYTES) return { ...scan.result(kept), inOrder: false };
    }
    // What is longer than a line can be is no line that its writer did not finish.
    const result = scan.result(kept);
    return kept > MAX_LINE_BYTES ? { ...result, inOrder: false } : result;
  } finally {
    closeSync(descriptor);
  }
}

class Scanning {
  readonly #intents = new IntentMarks();
  readonly #marks: EntryMark[] = [];
  readonly #notable: Uint8Array[] = [];
  readonly #runs: Run[] = [];
  readonly #firstSeq: number;
  #leaves = Buffer.allocUnsafeSlow(1024 * HASH_BYTES);
  count = 0;
  #prev: string | null = null;
  #head: string | null = null;
  #inOrder = true;
  #tellsOfServers = false;
  #run: { fromSeq: number; earliest: string; latest: string } | null = null;

  constructor({ firstSeq }: SegmentRange) {
    this.#firstSeq = firstSeq;
  }

  /**
   * Takes in the whole lines from place 1 of the buffer on. Answers where what is not whole begins.
   *
   * @param offset where in the file the byte at place 1 lies
   */
  lines(buffer: Buffer, end: number, offset: number): number {
    const last = buffer.lastIndexOf(NEWLINE, end - 1);
    if (last < 1) return 1;
    const text = buffer.toString("latin1", 0, last + 1);
    let start = 1;
    for (let newline = text.indexOf("\n", start); newline >= 0; newline = text.indexOf("\n", start)) {
      const scanned = scanLine(text, start, newline);
      const bytes = buffer.subarray(start, newline);
      // One is enough: where servers are worked at, hardly any line is looked at for it.
      if (!this.#tellsOfServers && scanned !== null) this.#tellsOfServers = isOfServer(text, scanned);
      this.#line(scanned, bytes, offset + start - 1);
      this.#head = hash("sha256", bytes, "hex");
      buffer[start - 1] = 0;
      this.#leaf(hash("sha256", buffer.subarray(start - 1, newline), "binary"));
      start = newline + 1;
    }
    return start;
  }

  result(torn: number): SegmentScan {
    this.#endRun(this.#firstSeq + this.count - 1);
    return {
      count: this.count,
      prev: this.#prev,
      head: this.#head,
      leaves: this.#leaves.subarray(0, this.count * HASH_BYTES),
      inOrder: this.#inOrder,
      torn,
      intents: this.#intents.marked(),
      marks: this.#marks,
      notable: this.#notable,
      tellsOfServers: this.#tellsOfServers,
      runs: this.#runs,
    };
  }

  #line(scanned: ScannedLine | null, bytes: Buffer, at: number): void {
    const seq = this.#firstSeq + this.count;
    if (scanned === null || scanned.seq !== seq || (this.#head !== null && scanned.prev !== this.#head)) {
      this.#inOrder = false;
      return;
    }
    this.#prev ??= scanned.prev;
    const { phase, start, mark } = scanned;
    this.#intents.mark(scanned, bytes, at);
    if (mark !== null) this.#marks.push({ seq, ...mark });
    if (NOTABLE.has(phase) || bytes.length > KEPT_UNITS) this.#notable.push(Uint8Array.from(bytes));
    if (phase === "key") this.#endRun(seq - 1);
    else if (this.#run === null) this.#run = { fromSeq: seq, earliest: start, latest: start };
    else if (start < this.#run.earliest) this.#run.earliest = start;
    else if (start > this.#run.latest) this.#run.latest = start;
  }

  /** @param hashed its bytes as latin1, which Node answers in a third of the time */
  #leaf(hashed: string): void {
    const at = this.count * HASH_BYTES;
    if (at === this.#leaves.length) {
      const room = Buffer.allocUnsafeSlow(2 * this.#leaves.length);
      room.set(this.#leaves);
      this.#leaves = room;
    }
    this.#leaves.write(hashed, at, "latin1");
    this.count += 1;
  }

  #endRun(toSeq: number): void {
    if (this.#run !== null) this.#runs.push({ ...this.#run, toSeq });
    this.#run = null;
  }
}

function isOfServer(text: string, { startAt }: ScannedLine): boolean {
  const platform = platformIn(text, startAt);
  return platform !== null && isServer(platform);
}

const NOTABLE: ReadonlySet<string> = new Set(["key", "anchor", "recovery", "recording", "handover"]);
