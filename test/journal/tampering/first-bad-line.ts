import { MAX_LINE_BYTES } from "#journal/line.js";
import type { Evidence } from "./evidence.js";
import { type Files, pathOf, type SegmentFile, segmentsIn } from "./files.js";

/** Where a line lies, and the seq that belongs there. */
interface BadLine {
  readonly file: string;
  readonly line: number | null;
  readonly seq: number;
}

/** How the files of entries compare with those of the journal that was tampered with. */
export interface Compared {
  /** Null when every line is as it was, or good for what it says. */
  readonly bad: BadLine | null;
  /** How many lines there are before the bad one, or in all. */
  readonly count: number;
  /** The first line that is not as it was, good or bad; null when there is none. */
  readonly firstChanged: number | null;
  /** Whether the last file does not end in a newline. */
  readonly torn: boolean;
}

/**
 * Finds the first bad line without any code of `verify`: by holding bytes against those that were written.
 *
 * @param genuine lines that the right key has signed, each for its place: good, wherever they continue the chain
 */
export function compare(
  { lines: original }: Evidence,
  files: Files,
  genuine: ReadonlySet<string> = new Set(),
): Compared {
  const segments = segmentsIn(files).map((each, index, { length }) =>
    index === length - 1 ? zeroed(each) : each,
  );
  let seq = 0;
  let firstChanged: number | null = null;
  const at = (file: string, line: number | null): Compared => {
    return { bad: { file, line, seq }, count: seq, firstChanged: firstChanged ?? seq, torn: false };
  };
  for (const [index, { path, lines, rest }] of segments.entries()) {
    const isLast = index === segments.length - 1;
    for (const [number, line] of lines.entries()) {
      const isOriginal = original[seq]?.equals(line) === true && firstChanged === null;
      if (!isOriginal && !genuine.has(line.toString("latin1"))) return at(path, number + 1);
      if (number === 0 && path !== pathOf(seq)) return at(path, 1);
      if (!isOriginal) firstChanged ??= seq;
      seq += 1;
    }
    if (lines.length === 0 && path !== pathOf(seq)) return at(path, null);
    if (rest.length > (isLast ? MAX_LINE_BYTES : 0)) return at(path, lines.length + 1);
  }
  const torn = (segments.at(-1)?.rest.length ?? 0) > 0;
  return { bad: null, count: seq, firstChanged, torn };
}

/** A last line with a zero byte is what a power cut leaves: it is not finished. */
function zeroed(segment: SegmentFile): SegmentFile {
  const { lines, rest } = segment;
  const last = lines.at(-1);
  const isZeroed = rest.length === 0 && last?.includes(0) === true && last.length <= MAX_LINE_BYTES;
  return isZeroed ? { ...segment, lines: lines.slice(0, -1), rest: Buffer.of(0) } : segment;
}
