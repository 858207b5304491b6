import type { Entry } from "#domain/entry.js";
import { isTakeOver } from "#procedures/capsule/chain.js";

/** What of a run was recorded in one journal, before it was handed over. */
export interface RunPart {
  /** The journal's name. */
  readonly origin: string;
  readonly entries: readonly Entry[];
  /** The `TakeOverRun` that goes on with it in another journal, or once more in this one; null for the last. */
  readonly takenOver: Entry | null;
}

/**
 * The parts of a run, in their order: all entries belong to the journal that they were recorded in, and what comes before a
 * `TakeOverRun` is of the journal whose capsule it names.
 *
 * @param history as `historyOfRun` has it
 * @param own the ids of those entries of it that the journal itself holds
 * @param origin the journal's
 */
export function partsOfRun(
  history: readonly Entry[],
  own: ReadonlySet<string>,
  origin: string,
): readonly RunPart[] {
  const parts: RunPart[] = [];
  let entries: Entry[] = [];
  const close = (name: string, takenOver: Entry | null) => {
    if (entries.length > 0) parts.push({ origin: name, entries, takenOver });
    entries = [];
  };
  for (const entry of history) {
    if (isTakeOver(entry)) {
      const last = entries.at(-1);
      close(last !== undefined && own.has(last.id) ? origin : String(entry.AFT?.origin), entry);
    }
    entries.push(entry);
  }
  close(origin, null);
  return parts;
}
