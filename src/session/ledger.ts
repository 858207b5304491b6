import type { Entry } from "#domain/entry.js";
import { type IntentBook, readIntents, type Unresolved } from "#journal/intents.js";
import type { Journal } from "#journal/journal.js";
import type { Line } from "#journal/line.js";

/** Two calls can be taken for each other when their intents are at most this far apart, in milliseconds. */
const MISTAKABLE_MS = 10 * 60_000;

/**
 * What the journal says of one endpoint's intents and tasks: read once, then kept up to date by what this process
 * appends and takes in, so that no task is taken for a call that it does not belong to.
 */
export class Ledger {
  readonly #endpoint: string;
  readonly #book: IntentBook;
  readonly #logins: Map<string, Entry>;
  /** The intent that a task belongs to, by the task's id. */
  readonly #owners = new Map<string, string>();
  /** Intents whose call may have been made, by a task that nobody has named; by their id. */
  readonly #untied: Map<string, Entry>;
  readonly #stop: () => void;

  private constructor(
    endpoint: string,
    book: IntentBook,
    logins: Map<string, Entry>,
    untied: Map<string, Entry>,
    stop: () => void,
  ) {
    this.#endpoint = endpoint;
    this.#book = book;
    this.#logins = logins;
    this.#untied = untied;
    this.#stop = stop;
  }

  /** @param onPast shown every line that the journal holds already, in order */
  static async follow(
    journal: Journal,
    endpoint: string,
    onPast: (line: Line) => void = () => undefined,
  ): Promise<Ledger> {
    // What is heard while the files are read is added after them: an outcome after its intent.
    const heard: Entry[] = [];
    let hear = (entry: Entry): void => {
      heard.push(entry);
    };
    const stop = journal.subscribe(({ entry }) => hear(entry));
    try {
      const tasks: Entry[] = [];
      const untied = new Map<string, Entry>();
      const { book, logins } = await readIntents(journal.layout, (line) => {
        const { entry } = line;
        if (entry.task !== undefined) tasks.push(entry);
        tie(untied, entry);
        onPast(line);
      });
      const ledger = new Ledger(endpoint, book, logins, untied, stop);
      for (const entry of ledger.#stillMistakable(tasks)) ledger.#own(entry);
      for (const entry of heard) ledger.#add(entry);
      hear = (entry) => ledger.#add(entry);
      return ledger;
    } catch (error) {
      stop();
      throw error;
    }
  }

  /** The intents at this endpoint that nothing has resolved, in their order. */
  unresolved(): readonly Unresolved[] {
    return this.#book.unresolved().filter(({ intent }) => intent.HST.endpoint === this.#endpoint);
  }

  isUnresolved({ id }: Entry): boolean {
    return this.unresolved().some(({ intent }) => intent.id === id);
  }

  /** The Login outcome of an intent's session, which says under which name, and by which clock, the server knows it. */
  loginOf({ USR }: Entry): Entry | null {
    return this.#logins.get(USR.session) ?? null;
  }

  /** Whether entries name this task as what came of another intent. */
  isAnothers(task: string, { id }: Entry): boolean {
    return (this.#owners.get(task) ?? id) !== id;
  }

  /** Other intents of that time whose call may have caused a task that nobody has named. */
  untiedNear({ id, STR }: Entry): readonly Entry[] {
    return [...this.#untied.values()].filter(
      (other) =>
        other.id !== id &&
        other.HST.endpoint === this.#endpoint &&
        Math.abs(Date.parse(other.STR) - Date.parse(STR)) <= MISTAKABLE_MS,
    );
  }

  close(): void {
    this.#stop();
  }

  #add(entry: Entry): void {
    this.#book.add(entry);
    tie(this.#untied, entry);
    this.#own(entry);
    if (entry.OPR === "Login" && entry.phase === "outcome") this.#logins.set(entry.USR.session, entry);
  }

  #own({ HST, ref, task }: Entry): void {
    if (task !== undefined && ref !== undefined && HST.endpoint === this.#endpoint)
      this.#owners.set(task, ref);
  }

  /** A long journal's old tasks are not kept: no intent that is open, or still to come, is near them. */
  #stillMistakable(tasks: readonly Entry[]): readonly Entry[] {
    const open = this.unresolved().map(({ intent }) => Date.parse(intent.STR));
    const oldest = Math.min(Date.now(), ...open);
    return tasks.filter(({ STR, END }) => Date.parse(END ?? STR) >= oldest - MISTAKABLE_MS);
  }
}

/** Keeps the intents that have no task, and of which nobody has said that nothing was done. */
function tie(untied: Map<string, Entry>, entry: Entry): void {
  const { phase, id, ref, task, RST } = entry;
  if (phase === "intent") untied.set(id, entry);
  else if (ref !== undefined && (task !== undefined || RST?.status !== "UNKNOWN")) untied.delete(ref);
}
