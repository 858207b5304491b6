import { timeOf } from "#cli/log-filter.js";
import { seqAt } from "#handover/draft/seq-at.js";
import { readLastLine } from "#journal/last-line.js";
import type { Layout } from "#journal/layout.js";

/**
 * The `seq` that `--since T|SEQ` names. Null where nothing is said; the one that comes next, where there is no entry after that
 * time yet: nothing is reported of it then. Throws `USAGE` for what is no time, `JOURNAL_DAMAGED`.
 */
export async function shiftSince(layout: Layout, since: string | undefined): Promise<number | null> {
  if (since === undefined) return null;
  const next = (readLastLine(layout)?.entry.seq ?? -1) + 1;
  if (!/^\d{1,15}$/u.test(since)) return (await seqAt(layout, timeOf("--since", since))) ?? next;
  return Math.min(Number(since), next);
}
