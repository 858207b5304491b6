import type { Entry, Phase, Status } from "#domain/entry.js";
import type { Layout } from "#journal/layout.js";
import { decodeLine, type Line } from "#journal/line.js";
import { readLines } from "#journal/read-lines.js";

/** What of an entry says which intent it is, or answers. */
export interface Answering {
  readonly id: string;
  readonly phase: Phase;
  readonly ref?: string | undefined;
  readonly task?: string | undefined;
  readonly RST?: { readonly status: Status } | undefined;
}

/** An intent that nothing has completed: no outcome, or an outcome UNKNOWN, and no recovery. */
export interface Unresolved<E = Entry> {
  readonly intent: E;
  /** The outcome UNKNOWN, where there is one. */
  readonly outcome: E | null;
}

/** Collects, entry by entry, what is not resolved. */
export class IntentBook<E extends Answering = Entry> {
  readonly #unresolved: Map<string, Unresolved<E>>;

  /** @param unresolved what is so already, in the order of the intents */
  constructor(unresolved: readonly Unresolved<E>[] = []) {
    this.#unresolved = new Map(unresolved.map((each) => [each.intent.id, each]));
  }

  add(entry: E): void {
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

  /** What is unresolved of the intent with this id; null where that is resolved, or there is none. */
  openOf(id: string | undefined): Unresolved<E> | null {
    return id === undefined ? null : (this.#unresolved.get(id) ?? null);
  }

  /** How many there are. */
  get size(): number {
    return this.#unresolved.size;
  }

  /** In the order of their intents. */
  unresolved(): readonly Unresolved<E>[] {
    return [...this.#unresolved.values()];
  }
}

/** What says what became of an intent. Others may name one too. */
const ANSWERS: ReadonlySet<Phase> = new Set(["outcome", "recovery"]);

/** Keeps the intents that have no task, and of which nobody has said that nothing was done. */
export class UntiedIntents<E extends Answering = Entry> {
  readonly #untied: Map<string, E>;

  /** @param untied what is so already, in their order */
  constructor(untied: readonly E[] = []) {
    this.#untied = new Map(untied.map((each) => [each.id, each]));
  }

  add(entry: E): void {
    const { phase, id, ref, task, RST } = entry;
    if (phase === "intent") this.#untied.set(id, entry);
    else if (ref !== undefined && ANSWERS.has(phase) && (task !== undefined || RST?.status !== "UNKNOWN"))
      this.#untied.delete(ref);
  }

  all(): readonly E[] {
    return [...this.#untied.values()];
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
    if (isLogin(line.entry)) logins.set(line.entry.USR.session, line.entry);
  }
  return { book, logins };
}

/** Whether an entry says how a session's Login went. */
export function isLogin({ OPR, phase }: Pick<Entry, "OPR" | "phase">): boolean {
  return OPR === "Login" && phase === "outcome";
}
