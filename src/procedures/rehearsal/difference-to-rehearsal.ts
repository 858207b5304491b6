import type { Difference } from "#domain/difference.js";
import { findLines } from "#journal/index/find-lines.js";
import type { Layout } from "#journal/layout.js";
import { difference } from "#procedures/rehearsal/difference.js";
import { keptIn } from "#procedures/rehearsal/rehearsal-of.js";
import type { RunRecord } from "#procedures/run/run-record.js";
import type { Turn } from "#procedures/run/turns.js";

/**
 * What a run has come to beside the rehearsal that it was begun after; null where there was none, and where this journal does
 * not have it: that is in the journal that the run was begun in, and in no capsule. Throws `JOURNAL_DAMAGED`.
 */
export async function differenceToRehearsal(
  layout: Layout,
  record: RunRecord,
  turns: readonly Turn[],
): Promise<Difference | null> {
  const rehearsal = record.begun?.ref;
  if (rehearsal === undefined) return null;
  const criteria = {
    op: (name: string) => name === "Rehearse",
    phase: (name: string) => name === "procedure",
  };
  for await (const { entry } of findLines(layout, criteria)) {
    if (entry.id === rehearsal) return difference(keptIn(layout, entry).rehearsal, record, turns);
  }
  return null;
}
