import type { Entry, Phase } from "#domain/entry.js";

/** An operation as a shift has it. */
export interface Standing {
  /** Null where that was written before what is known here. */
  readonly intent: Entry | null;
  /** The newest word on it: its recovery, else its outcome; the intent itself where nothing has completed it. */
  readonly last: Entry;
}

/** What of a journal a shift is. */
export interface Deeds {
  /** In order. */
  readonly entries: readonly Entry[];
  /** The intents from before the shift that entries of it answer, by `id`. */
  readonly earlier: ReadonlyMap<string, Entry>;
}

/** Everything that was intended in a shift, and what was found out in it of what was intended before: in order of first mention. */
export function standingsIn({ entries, earlier }: Deeds): readonly Standing[] {
  const standings = new Map<string, Standing>();
  for (const entry of entries) {
    if (entry.phase === "intent") standings.set(entry.id, { intent: entry, last: entry });
    else if (ANSWERS.has(entry.phase) && entry.ref !== undefined) {
      const intent = standings.get(entry.ref)?.intent ?? earlier.get(entry.ref) ?? null;
      standings.set(entry.ref, { intent, last: entry });
    }
  }
  return [...standings.values()];
}

const ANSWERS: ReadonlySet<string> = new Set<Phase>(["outcome", "recovery"]);

/** Intents and outcomes that are of sessions, not of what is managed in them. */
const OF_SESSIONS: ReadonlySet<string> = new Set(["Login", "Logout", "EndSession"]);

export function isOperation({ OPR }: Pick<Entry, "OPR">): boolean {
  return !OF_SESSIONS.has(OPR);
}
