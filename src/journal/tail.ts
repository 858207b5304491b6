import {
  closeSync,
  constants,
  existsSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { failure } from "#domain/errors.js";
import { syncDirectory } from "#files/directories.js";
import { replaceFile } from "#files/replace-file.js";
import { firstBytes } from "#journal/first-bytes.js";
import { type Layout, type Segment, segmentAt, segmentsOf } from "#journal/layout.js";
import { decodeLine, hashOf, type Line, MAX_LINE_BYTES, NEWLINE } from "#journal/line.js";
import { readBetween } from "#journal/read-between.js";
import { zeroedFrom, zeroedIn } from "#journal/zeroed-end.js";

const ZEROS = "0".repeat(64);

/** Where the next entry goes. */
export interface Head {
  readonly nextSeq: number;
  readonly prev: string;
}

/** What became of a line that was to be written. */
export type Written = "durable" | { readonly undone: Error } | { readonly doubtful: Error };

/**
 * The end of the journal: the open last segment and the head of the chain. Every method is called under the journal's
 * lock. Lines that other processes added are taken in by the same code that reads the file at first.
 */
export class Tail {
  readonly #layout: Layout;
  readonly #segmentBytes: number;
  #segment: Segment;
  #descriptor: number;
  #size = 0;
  #head: Head;

  /** @param segmentBytes a new segment is begun once the last has this size */
  constructor(layout: Layout, segmentBytes: number) {
    this.#layout = layout;
    this.#segmentBytes = segmentBytes;
    // A segment that was begun, but holds no whole line, does not say where the chain is: the one before it does.
    const segments = segmentsOf(layout);
    const last = segments.at(-1);
    const begun = last !== undefined && zeroedIn(last.path) === 0 ? segments.slice(0, -1) : segments;
    this.#segment = begun.findLast(holdsLine) ?? segments[0] ?? segmentAt(layout, 0);
    this.#descriptor = this.#open(this.#segment);
    this.#head = { nextSeq: this.#segment.firstSeq, prev: this.#segment.firstSeq === 0 ? ZEROS : "" };
    try {
      this.#skipToLastLine();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  get head(): Head {
    return this.#head;
  }

  /**
   * Takes in what others have added since. Answers the complete lines, and the name of the file that a torn tail was
   * moved to. Throws `JOURNAL_DAMAGED` for a line that does not continue the chain.
   * @param mayMove whether a torn tail after these lines may be touched: only by who can sign the entry that says so
   */
  takeIn(mayMove: (added: readonly Line[]) => boolean): { lines: Line[]; torn: string | null } {
    const lines = this.#takeInSegment();
    for (let next = this.#nextSegment(); next !== null; next = this.#nextSegment()) {
      this.#moveTo(next);
      lines.push(...this.#takeInSegment());
    }
    return { lines, torn: mayMove(lines) ? this.#moveTornTail() : null };
  }

  /** Appends one line and makes it durable. */
  write(line: Line): Written {
    if (this.#size >= this.#segmentBytes) {
      // Its last line may be of a writer that did not live to make it durable; what follows it must not be so alone.
      const doubtful = this.#sync();
      if (doubtful !== null) return { doubtful };
      this.#roll();
    }
    const bytes = Buffer.concat([line.bytes, Buffer.of(NEWLINE)]);
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#descriptor, bytes, at);
    } catch (error) {
      return this.#undo(error as Error);
    }
    const doubtful = this.#sync();
    if (doubtful !== null) return { doubtful };
    this.#size += bytes.length;
    this.#advance(line);
    return "durable";
  }

  /** Makes what was taken in durable too: its writer may not have lived to do so. Null when it is. */
  confirm(): Error | null {
    return this.#sync();
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #open(segment: Segment): number {
    const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT;
    const descriptor = openSync(segment.path, flags, 0o600);
    try {
      // Empty, it is new, or whoever made it may not have come to this.
      if (fstatSync(descriptor).size === 0) {
        fsyncSync(descriptor);
        syncDirectory(this.#layout.entries);
      }
      return descriptor;
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  }

  /** Null when all that was written is on the disk. */
  #sync(): Error | null {
    try {
      fdatasyncSync(this.#descriptor);
      return null;
    } catch (error) {
      return error as Error;
    }
  }

  #roll(): void {
    this.#moveTo(segmentAt(this.#layout, this.#head.nextSeq));
  }

  #moveTo(next: Segment): void {
    const descriptor = this.#open(next);
    closeSync(this.#descriptor);
    this.#segment = next;
    this.#descriptor = descriptor;
    this.#size = 0;
  }

  /** A long segment is not read again at every start: its last whole line says where the chain is. `verify` reads all. */
  #skipToLastLine(): void {
    const size = this.#zeroedFrom() ?? fstatSync(this.#descriptor).size;
    const from = Math.max(0, size - 3 * MAX_LINE_BYTES);
    const end = readBetween(this.#descriptor, from, size);
    const lastNewline = end.lastIndexOf(NEWLINE);
    const start = lastNewline <= 0 ? 0 : end.lastIndexOf(NEWLINE, lastNewline - 1) + 1;
    if (from + start === 0) return;
    const last = decodeLine(end.subarray(start, lastNewline));
    if ("problem" in last) {
      throw failure("JOURNAL_DAMAGED", { where: `${this.#segment.name}, last line`, problem: last.problem });
    }
    this.#size = from + start;
    this.#head = { nextSeq: last.entry.seq, prev: last.entry.prev };
  }

  /** Another process began a new segment exactly where this one ends. */
  #nextSegment(): Segment | null {
    const next = segmentAt(this.#layout, this.#head.nextSeq);
    return next.firstSeq !== this.#segment.firstSeq && existsSync(next.path) ? next : null;
  }

  #takeInSegment(): Line[] {
    const { size, nlink } = fstatSync(this.#descriptor);
    const gone =
      nlink === 0 ? "the file has been removed" : size < this.#size ? "its end has been cut off" : null;
    if (gone !== null) throw failure("JOURNAL_DAMAGED", { where: this.#segment.name, problem: gone });
    const bytes = readBetween(this.#descriptor, this.#size, size);
    const zeroed = bytes.includes(0) ? this.#zeroedFrom() : null;
    const added = zeroed === null ? bytes : bytes.subarray(0, Math.max(zeroed - this.#size, 0));
    const lines: Line[] = [];
    let start = 0;
    for (let end = added.indexOf(NEWLINE); end >= 0; end = added.indexOf(NEWLINE, start)) {
      const line = this.#continuing(added.subarray(start, end));
      lines.push(line);
      this.#advance(line);
      start = end + 1;
    }
    this.#size += start;
    return lines;
  }

  /** Where this segment, if it is the last, ends in what the power took; null where it does not. */
  #zeroedFrom(): number | null {
    const isLast = segmentsOf(this.#layout).at(-1)?.firstSeq === this.#segment.firstSeq;
    return isLast ? zeroedFrom(this.#descriptor, fstatSync(this.#descriptor).size) : null;
  }

  #continuing(bytes: Buffer): Line {
    const line = decodeLine(bytes);
    const { nextSeq, prev } = this.#head;
    const problem =
      "problem" in line
        ? line.problem
        : line.entry.seq !== nextSeq
          ? `it has seq ${line.entry.seq}`
          : prev !== "" && line.entry.prev !== prev
            ? "its prev is not the hash of the line before it"
            : null;
    if (problem === null && !("problem" in line)) return line;
    throw failure("JOURNAL_DAMAGED", {
      where: `${this.#segment.name}, seq ${nextSeq}`,
      problem: problem ?? "",
    });
  }

  /** Nobody else is writing (we hold the lock): what follows the last line is all that its writer got done. */
  #moveTornTail(): string | null {
    const size = fstatSync(this.#descriptor).size;
    if (size <= this.#size) return null;
    const tail = readBetween(this.#descriptor, this.#size, size);
    const name = `${String(this.#head.nextSeq).padStart(12, "0")}-${hashOf(tail).slice(0, 8)}.torn`;
    replaceFile(join(this.#layout.entries, name), tail);
    ftruncateSync(this.#descriptor, this.#size);
    fsyncSync(this.#descriptor);
    return name;
  }

  #undo(error: Error): Written {
    try {
      ftruncateSync(this.#descriptor, this.#size);
      return { undone: error };
    } catch {
      return { doubtful: error };
    }
  }

  #advance(line: Line): void {
    this.#head = { nextSeq: line.entry.seq + 1, prev: hashOf(line.bytes) };
  }
}

function holdsLine({ path }: Segment): boolean {
  return firstBytes(path, MAX_LINE_BYTES + 1)?.includes(NEWLINE) ?? false;
}
