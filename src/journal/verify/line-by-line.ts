import type { Entry } from "#domain/entry.js";
import type { Fault } from "#domain/journal-fault.js";
import type { Line } from "#journal/line.js";
import { BEGINNING, ChainCheck } from "#journal/verify/chain-check.js";
import type { Chained } from "#journal/verify/chained.js";
import type { Crew } from "#journal/verify/crew.js";
import { checkSegment, cutLine, type WrongLine } from "#journal/verify/segment-check.js";
import type { OnRead, SegmentRange } from "#journal/verify/segment-scan.js";

/** How far a check line by line has come. */
export interface LineByLine {
  readonly fault: Fault | null;
  /** Entries found sound from the beginning on. */
  readonly entries: number;
  readonly head: string | null;
}

/** Checks every line, from the beginning to the first that is wrong. */
export function checkInOrder(ranges: readonly SegmentRange[], onRead: OnRead): LineByLine {
  const check = new ChainCheck(BEGINNING);
  const upTo = (fault: Fault | null) => ({ fault, entries: check.nextSeq, head: check.head });
  for (const [index, range] of ranges.entries()) {
    const { nextSeq } = check;
    const { wrong, torn } = checkSegment(range, check, 0, onRead);
    if (wrong === null && check.nextSeq === nextSeq && range.firstSeq !== nextSeq)
      return upTo(misnamed(range, nextSeq));
    const cut = torn !== null && index < ranges.length - 1 ? cutLine(torn) : null;
    const what = wrong ?? cut;
    if (what !== null) return upTo(faultAt(range, check.nextSeq, what));
  }
  return upTo(null);
}

/**
 * Checks the lines from `fromSeq` on of a journal that is known to be in order, segment by segment and all at once.
 * Null when each is as it should be.
 */
export async function checkAtOnce(
  ranges: readonly SegmentRange[],
  { keyLines, tree }: Chained,
  fromSeq: number,
  crew: Crew,
): Promise<LineByLine | null> {
  const ends = ranges.map((_, index) => ranges[index + 1]?.firstSeq ?? tree.size);
  const checks = ranges.map(async (range, index) => {
    if ((ends[index] ?? 0) <= fromSeq) return null;
    const seq = Math.max(range.firstSeq, fromSeq);
    // That each line is chained to the one before it is known: only its first has none to be held against here.
    const prev = seq === 0 ? BEGINNING.prev : null;
    const start = { seq, prev, keys: keysBefore(keyLines, seq) };
    const { wrong, nextSeq, head } = await crew.do("check", { range, start });
    return wrong === null ? null : { fault: faultAt(range, nextSeq, wrong), entries: nextSeq, head };
  });
  return (await Promise.all(checks)).find((wrong) => wrong !== null) ?? null;
}

/**
 * Checks the entries that introduce keys, up to `toSeq`, each with the key before it: all else is checked with those.
 * Null when each is as it should be.
 */
export function checkKeys(
  ranges: readonly SegmentRange[],
  { keyLines }: Chained,
  toSeq: number,
): LineByLine | null {
  for (const { bytes, entry } of keyLines.filter((line) => line.entry.seq < toSeq)) {
    const check = new ChainCheck({ seq: entry.seq, prev: null, keys: keysBefore(keyLines, entry.seq) });
    const what = check.next(bytes, null);
    const range = ranges.findLast(({ firstSeq }) => firstSeq <= entry.seq);
    if (what === null || range === undefined) continue;
    const fault = faultAt(range, entry.seq, { ...what, number: entry.seq - range.firstSeq + 1 });
    return { fault, entries: entry.seq, head: entry.prev };
  }
  return null;
}

/** A file without a whole line: a writer begins one for the entry that comes next, and for no other. */
function misnamed({ name }: SegmentRange, seq: number): Fault {
  const problem = "it holds no entry, and is not named for the one that comes next";
  return { file: `entries/${name}`, line: null, seq, code: "WRONG_FILE", problem };
}

function keysBefore(keyLines: readonly Line[], seq: number): Entry[] {
  return keyLines.map(({ entry }) => entry).filter((key) => key.seq < seq);
}

function faultAt({ name }: SegmentRange, seq: number, { number, code, problem }: WrongLine): Fault {
  return { file: `entries/${name}`, line: number, seq, code, problem };
}
