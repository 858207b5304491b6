import { closeSync, openSync, readSync } from "node:fs";
import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import { type Layout, segmentAt } from "#journal/layout.js";
import { decodeLine, MAX_LINE_BYTES, NEWLINE } from "#journal/line.js";

/**
 * The entry at `seq` 0, which introduces the journal's key; null when there is no such line yet.
 * Throws `JOURNAL_DAMAGED` when what stands there is something else.
 */
export function readFounding(layout: Layout): Entry | null {
  const segment = segmentAt(layout, 0);
  const start = firstBytes(segment.path);
  const end = start?.indexOf(NEWLINE) ?? -1;
  if (start === null || end < 0) return null;
  const line = decodeLine(start.subarray(0, end));
  const problem =
    "problem" in line ? line.problem : line.entry.key === undefined ? "it introduces no key" : null;
  if (problem !== null) throw failure("JOURNAL_DAMAGED", { where: `${segment.name}, seq 0`, problem });
  return "entry" in line ? line.entry : null;
}

function firstBytes(path: string): Buffer | null {
  let descriptor: number;
  try {
    descriptor = openSync(path, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  try {
    const buffer = Buffer.alloc(MAX_LINE_BYTES + 1);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, buffer.length, 0));
  } finally {
    closeSync(descriptor);
  }
}
