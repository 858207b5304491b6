import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import { firstBytes } from "#journal/first-bytes.js";
import { type Layout, segmentAt, segmentsOf } from "#journal/layout.js";
import { decodeLine, MAX_LINE_BYTES, NEWLINE } from "#journal/line.js";
import { zeroedIn } from "#journal/zeroed-end.js";

/**
 * The entry at `seq` 0, which introduces the journal's key; null when there is no such line yet.
 * Throws `JOURNAL_DAMAGED` when what stands there is something else.
 */
export function readFounding(layout: Layout): Entry | null {
  const segment = segmentAt(layout, 0);
  const start = firstBytes(segment.path, MAX_LINE_BYTES + 1);
  const end = start?.indexOf(NEWLINE) ?? -1;
  if (start === null || end < 0) return null;
  const first = start.subarray(0, end);
  if (first.includes(0) && segmentsOf(layout).length === 1 && zeroedIn(segment.path) === 0) return null;
  const line = decodeLine(first);
  const problem =
    "problem" in line ? line.problem : line.entry.key === undefined ? "it introduces no key" : null;
  if (problem !== null) throw failure("JOURNAL_DAMAGED", { where: `${segment.name}, seq 0`, problem });
  return "entry" in line ? line.entry : null;
}
