import { failure } from "#domain/errors.js";
import type { Handover } from "#domain/handover.js";
import { parseHandover } from "#handover/parse-handover.js";
import { findLine } from "#journal/index/find-lines.js";
import type { Layout } from "#journal/layout.js";
import { wholeEntry } from "#journal/whole-entry.js";

/**
 * The report that an entry has the text of, its own or another operator's; null where it has none. Throws `JOURNAL_DAMAGED`
 * for a text that is no report.
 */
export async function handoverIn(layout: Layout, seq: number): Promise<Handover | null> {
  const line = await findLine(layout, seq, {});
  if (line === null) return null;
  const text = wholeEntry(layout, line.entry).AFT?.text;
  if (typeof text !== "string") return null;
  const handover = parseHandover(Buffer.from(text));
  if (handover === null)
    throw failure("JOURNAL_DAMAGED", { where: `entry ${seq}`, problem: "its report cannot be read" });
  return handover;
}
