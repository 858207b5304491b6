import type { AuditModel } from "#console/store/audit-model.js";
import type { Entry } from "#domain/entry.js";
import { findLines } from "#journal/index/find-lines.js";
import type { Layout } from "#journal/layout.js";

/** What an undo goes by. */
export interface UndoneEntry {
  /** The newest word on what was asked for; its intent, where nothing has completed that. */
  readonly outcome: Entry;
  /** Null where it has none. */
  readonly intent: Entry | null;
}

/** As far as it is kept here; null where the journal has to be asked. */
export function undoneAtHand(audit: AuditModel, entry: Entry): UndoneEntry | null {
  const outcome = audit.completing(entry);
  const intent = audit.intentOf(outcome);
  // What follows an entry that is kept is kept, too.
  const isWhole = outcome.phase === "intent" ? audit.bySeq(outcome.seq) !== null : outcome.ref === undefined;
  return isWhole || intent !== null ? { outcome, intent } : null;
}

/** As the journal has it. Throws as `findLines` does. */
export async function undoneInJournal(layout: Layout, entry: Entry): Promise<UndoneEntry> {
  const isIntent = entry.phase === "intent";
  const others = findLines(layout, {
    op: (name) => name === entry.OPR,
    phase: (phase) => (phase === "intent") !== isIntent,
  });
  let other: Entry | null = null;
  for await (const { entry: each } of others)
    if (isIntent ? each.ref === entry.id : each.id === entry.ref) other = each;
  return isIntent ? { outcome: other ?? entry, intent: entry } : { outcome: entry, intent: other };
}
