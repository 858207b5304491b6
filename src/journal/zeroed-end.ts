import { closeSync, fstatSync } from "node:fs";
import { openToRead } from "#files/open-to-read.js";
import { MAX_LINE_BYTES, NEWLINE } from "#journal/line.js";
import { readBetween } from "#journal/read-between.js";

/** The longest line with its newline, and the newline before it. */
const END_BYTES = MAX_LINE_BYTES + 2;

/**
 * A file system may keep the length of what was not synced before a power cut, and lose its bytes: these are zeros then,
 * before, after or instead of the rest of the last line, and its newline may be there. No entry has a zero byte in it, so
 * such a line is a torn tail, like one without its newline. Only the journal's last segment may be asked about.
 *
 * It is the last line alone, and no longer than one: whoever writes another moves it aside first, and syncs. So what was
 * acknowledged never lies behind this place, but for a last entry that was damaged afterwards.
 *
 * @returns where the last line begins, in bytes; null where it has no zeros
 */
export function zeroedFrom(descriptor: number, size: number): number | null {
  const from = Math.max(0, size - END_BYTES);
  const end = readBetween(descriptor, from, size);
  const lines = end.at(-1) === NEWLINE ? end.subarray(0, -1) : end;
  const start = lines.lastIndexOf(NEWLINE) + 1;
  const isWhole = start > 0 || from === 0;
  if (!isWhole || lines.length - start > MAX_LINE_BYTES) return null;
  return lines.includes(0, start) ? from + start : null;
}

/** The same of a file by its name. */
export function zeroedIn(path: string): number | null {
  const descriptor = openToRead(path);
  try {
    return zeroedFrom(descriptor, fstatSync(descriptor).size);
  } finally {
    closeSync(descriptor);
  }
}
