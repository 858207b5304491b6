import type { Entry } from "#domain/entry.js";
import type { Rehearsal } from "#domain/rehearsal.js";
import { findLines } from "#journal/index/find-lines.js";
import type { Layout } from "#journal/layout.js";
import { wholeEntry } from "#journal/whole-entry.js";

/** A rehearsal that a journal keeps, and its entry. */
export interface KeptRehearsal {
  readonly entry: Entry;
  readonly rehearsal: Rehearsal;
}

/** What is asked for. */
export interface RehearsalSought {
  /** Lower-case hex SHA-256 of the procedure file's bytes. */
  readonly procedure: string;
  /** As `writeParameters` has them. */
  readonly parameters: string;
  /** The endpoint without its user. */
  readonly endpoint: string;
}

/**
 * The newest rehearsal of this very file with these parameters on this endpoint; null where there is none. Throws
 * `JOURNAL_DAMAGED`.
 */
export async function rehearsalOf(
  layout: Layout,
  { procedure, parameters, endpoint }: RehearsalSought,
): Promise<KeptRehearsal | null> {
  let newest: Entry | null = null;
  const criteria = {
    op: (name: string) => name === "Rehearse",
    phase: (name: string) => name === "procedure",
  };
  for await (const { entry } of findLines(layout, criteria)) {
    if (entry.AFT?.procedure !== procedure || entry.HST.endpoint !== endpoint) continue;
    // A long text is itself only as a whole, and reading that for each would be reading all rehearsals.
    const isCut = entry.blobs?.["AFT.parameters"] !== undefined;
    const said = isCut ? wholeEntry(layout, entry).AFT?.parameters : entry.AFT.parameters;
    if (said === parameters) newest = entry;
  }
  return newest === null ? null : keptIn(layout, newest);
}

/** The rehearsal that a `Rehearse` entry keeps. Throws `JOURNAL_DAMAGED`. */
export function keptIn(layout: Pick<Layout, "blobs">, entry: Entry): KeptRehearsal {
  const text = wholeEntry(layout, entry).AFT?.rehearsal;
  return { entry, rehearsal: JSON.parse(String(text)) as Rehearsal };
}
