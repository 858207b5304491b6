import { findLine } from "#journal/index/find-lines.js";
import type { Layout } from "#journal/layout.js";
import type { Line } from "#journal/line.js";
import { readKeys } from "#journal/read-epochs.js";

/** The entries that introduce a journal's keys, in order, of its first `size` entries. Throws `JOURNAL_DAMAGED`. */
export async function keyLines(layout: Layout, size: number): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const { fromSeq } of readKeys(layout).epochs()) {
    const seq = Math.max(fromSeq - 1, 0);
    const line = seq < size ? await findLine(layout, seq, {}) : null;
    if (line !== null) lines.push(line);
  }
  return lines;
}
