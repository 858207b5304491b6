import { closeSync, readSync } from "node:fs";
import { openToRead } from "#files/open-to-read.js";
import type { IndexedSegment } from "#journal/index/extent.js";
import { type Layout, segmentAt } from "#journal/layout.js";
import { decodeLine, type Line, MAX_LINE_BYTES, NEWLINE } from "#journal/line.js";

/** Where an index says that the line of this seq lies: its place in its file, and its length, in bytes. */
export interface Place {
  readonly seq: number;
  readonly at: number;
  readonly length: number;
}

/** What the index says is not so: nothing more of it is to be believed. */
export class IndexMistaken extends Error {}

/** A row of the index as the place that it should be. Throws `IndexMistaken`. */
export function placeIn({ seq, at, length }: Record<string, unknown>): Place {
  const isPlace = isCount(seq) && isCount(at) && isCount(length) && length <= MAX_LINE_BYTES;
  if (!isPlace) throw new IndexMistaken("a row that is no place of a line");
  return { seq, at, length };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Lines that lie so near to each other are read at once, in bytes. */
const NEAR_BYTES = 4 * 1024;
const AT_ONCE_BYTES = 256 * 1024;

/** The lines at these places, which are in the order of their seqs. Throws `IndexMistaken` where one is not there. */
export function* linesAt(
  layout: Layout,
  segments: readonly IndexedSegment[],
  places: readonly Place[],
): Generator<Line> {
  for (let from = 0; from < places.length; ) {
    const { seq = 0 } = places[from] ?? {};
    const segment = segments.findLast(({ first }) => first <= seq);
    const next = segments.find(({ first }) => first > seq)?.first ?? Number.POSITIVE_INFINITY;
    if (segment === undefined) throw new IndexMistaken("a seq before the first");
    let to = from;
    while ((places[to]?.seq ?? next) < next) to += 1;
    const descriptor = openToRead(segmentAt(layout, segment.first).path);
    try {
      yield* linesIn(descriptor, places.slice(from, to));
    } finally {
      closeSync(descriptor);
    }
    from = to;
  }
}

function* linesIn(descriptor: number, places: readonly Place[]): Generator<Line> {
  for (let from = 0; from < places.length; ) {
    const { at = 0 } = places[from] ?? {};
    let to = from;
    let end = at;
    for (let place = places[to]; place !== undefined; place = places[to]) {
      const isNear = place.at >= end && place.at - end <= NEAR_BYTES && place.at - at < AT_ONCE_BYTES;
      if (to > from && !isNear) break;
      end = place.at + place.length + 1;
      to += 1;
    }
    const bytes = Buffer.allocUnsafe(end - at);
    const read = readSync(descriptor, bytes, 0, end - at, at);
    for (const place of places.slice(from, to)) yield lineIn(bytes.subarray(0, read), place.at - at, place);
    from = to;
  }
}

function lineIn(bytes: Buffer, start: number, { seq, length }: Place): Line {
  const line = bytes[start + length] === NEWLINE ? decodeLine(bytes.subarray(start, start + length)) : null;
  if (line === null || "problem" in line || line.entry.seq !== seq)
    throw new IndexMistaken(`not the line of ${seq}`);
  return line;
}
