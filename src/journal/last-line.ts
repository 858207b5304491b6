import { closeSync, fstatSync } from "node:fs";
import { failure } from "#domain/errors.js";
import { openToRead } from "#files/open-to-read.js";
import { type Layout, type Segment, segmentsOf } from "#journal/layout.js";
import { decodeLine, type Line, MAX_LINE_BYTES, NEWLINE } from "#journal/line.js";
import { readBetween } from "#journal/read-between.js";
import { zeroedFrom } from "#journal/zeroed-end.js";

/**
 * The journal's last whole line, read from its end; null when there is none yet. Throws `JOURNAL_DAMAGED` when what
 * stands there is no entry.
 */
export function readLastLine(layout: Layout): Line | null {
  for (const [index, segment] of segmentsOf(layout).reverse().entries()) {
    const bytes = lastWhole(segment, index === 0);
    if (bytes === null) continue;
    const line = decodeLine(bytes);
    if (!("problem" in line)) return line;
    throw failure("JOURNAL_DAMAGED", { where: `${segment.name}, last line`, problem: line.problem });
  }
  return null;
}

/** Enough of a file's end to hold a whole line, and an unfinished one after it. */
const END_BYTES = 3 * MAX_LINE_BYTES;

function lastWhole({ path }: Segment, isLast: boolean): Buffer | null {
  const descriptor = openToRead(path);
  try {
    const { size } = fstatSync(descriptor);
    const to = (isLast ? zeroedFrom(descriptor, size) : null) ?? size;
    const end = readBetween(descriptor, Math.max(to - END_BYTES, 0), to);
    const newline = end.lastIndexOf(NEWLINE);
    if (newline < 0) return null;
    return end.subarray(newline === 0 ? 0 : end.lastIndexOf(NEWLINE, newline - 1) + 1, newline);
  } finally {
    closeSync(descriptor);
  }
}
