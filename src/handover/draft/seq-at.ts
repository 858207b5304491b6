import { findLines } from "#journal/index/find-lines.js";
import type { Layout } from "#journal/layout.js";

/**
 * The `seq` of the first entry of this time or later; null where there is none. Throws `JOURNAL_DAMAGED`.
 *
 * @param time milliseconds since 1970
 */
export async function seqAt(layout: Layout, time: number): Promise<number | null> {
  for await (const { entry } of findLines(layout, { since: time })) return entry.seq;
  return null;
}
