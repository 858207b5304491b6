import type { Entry } from "#domain/entry.js";
import type { Layout } from "#journal/layout.js";
import { decodeLine, type Line } from "#journal/line.js";
import { readLines } from "#journal/read-lines.js";

/** An intent that nothing has completed: no outcome, or an outcome UNKNOWN, and no recovery. */
export interface Unresolved {
  readonly intent: Entry;
  /** The outcome UNKNOWN, where there is one. */
  readonly outcome: Entry | null;
}

/** Collects, entry by entry, what is not resolved. */
export class IntentBook {
  readonly #unresolved = new Map<string, Unresolved>();

  add(entry: Entry): void {
    if (entry.phase === "intent") {
      this.#unresolved.set(entry.id, { intent: entry, outcome: null });
      return;
    }
    const open = entry.ref === undefined ? undefined : this.#unresolved.get(entry.ref);
    if (open === undefined || entry.ref === undefined) return;
    if (entry.phase === "outcome" && entry.RST?.status === "UNKNOWN") {
      this.#unresolved.set(entry.ref, { intent: open.intent, outcome: entry });
    } else if (entry.phase === "outcome" || entry.phase === "recovery") {
      this.#unresolved.delete(entry.ref);
    }
  }

  /** How many there are. */
  get size(): number {
    return this.#unresolved.size;
  }

  /** In the order of their intents. */
  unresolved(): readonly Unresolved[] {
    return [...this.#unresolved.values()];
  }
}

/**
 * What a journal leaves unresolved, and every Login outcome by session: whose clock offset dates its intents.
 * `onLine` is shown every line on the way.
 */
export async function readIntents(
  layout: Layout,
  onLine: (line: Line) => void = () => undefined,
): Promise<{ book: IntentBook; logins: Map<string, Entry> }> {
  const book = new IntentBook();
  const logins = new Map<string, Entry>();
  for await (const { bytes, complete } of readLines(layout)) {
    if (!complete) continue;
    const line = decodeLine(bytes);
    if ("problem" in line) continue;
    book.add(line.entry);
    onLine(line);
    if (line.entry.OPR === "Login" && line.entry.phase === "outcome")
      logins.set(line.entry.USR.session, line.entry);
  }
  return { book, logins };
}
