import type { Entry } from "#domain/entry.js";
import type { Deeds } from "#handover/draft/operations-in.js";
import { findLines } from "#journal/index/find-lines.js";
import { IntentBook, type Unresolved } from "#journal/intents.js";
import type { Layout } from "#journal/layout.js";
import { linesFrom } from "#journal/lines-from.js";
import { readPast } from "#journal/past.js";
import { wholeEntry } from "#journal/whole-entry.js";

/** What a journal says of a shift. Notes are whole; other long texts are as their entries have them. */
export interface Shift extends Deeds {
  /** What is unresolved at its end, however old, in the order of the intents. */
  readonly unresolved: readonly Unresolved[];
}

/**
 * Reads the entries of a shift, both ends in it, and what of the journal before it is still open then. What came later changes
 * nothing of it. Holds the shift in memory, and no more. Throws `JOURNAL_DAMAGED`.
 *
 * @param until null for the newest there is
 */
export async function readShift(layout: Layout, from: number, until: number | null): Promise<Shift> {
  // Before the shift is read: what is resolved meanwhile is so by an entry of it, or after it.
  const { book } = await readPast(layout, { endpoint: "", nearMs: 0, newest: 0 });
  const entries: Entry[] = [];
  const begun = new Set<string>();
  const early: Entry[] = [];
  const late: Entry[] = [];
  for await (const { entry } of linesFrom(layout, from)) {
    const isIn = until === null || entry.seq <= until;
    if (isIn) entries.push(entry.phase === "note" ? wholeEntry(layout, entry) : entry);
    if (entry.phase === "intent") begun.add(entry.id);
    else if (answers(entry) && !begun.has(entry.ref ?? "")) (isIn ? early : late).push(entry);
  }
  const end = until ?? entries.at(-1)?.seq ?? from;
  const open = book.unresolved().map(({ intent, outcome }): Unresolved => {
    return { intent, outcome: outcome !== null && outcome.seq < from ? outcome : null };
  });
  const answered = await storiesOf(layout, [...early, ...late], from);
  const before = [...open.filter(({ intent }) => intent.seq < from), ...answered];
  const unique = new Map(before.map((each) => [each.intent.id, each]));
  const then = new IntentBook([...unique.values()].sort((a, b) => a.intent.seq - b.intent.seq));
  for (const entry of entries) then.add(entry);
  return {
    entries,
    earlier: new Map(answered.map(({ intent }) => [intent.id, intent])),
    unresolved: then.unresolved().filter(({ intent }) => intent.seq <= end),
  };
}

function answers({ phase, ref }: Entry): boolean {
  return ref !== undefined && (phase === "outcome" || phase === "recovery");
}

/** What was known before the shift of what these answer: all that is said of an intent bears its time. */
async function storiesOf(
  layout: Layout,
  answering: readonly Entry[],
  from: number,
): Promise<readonly Unresolved[]> {
  const stories: Unresolved[] = [];
  const first = new Map(answering.map((entry) => [entry.ref ?? "", entry]));
  for (const [id, { STR }] of first) {
    const time = Date.parse(STR);
    let intent: Entry | null = null;
    let outcome: Entry | null = null;
    for await (const { entry } of findLines(layout, { since: time, until: time + 1 })) {
      if (entry.seq >= from) break;
      if (entry.id === id) intent = entry;
      else if (entry.ref === id && entry.phase === "outcome") outcome = entry;
    }
    if (intent !== null) stories.push({ intent, outcome });
  }
  return stories;
}
