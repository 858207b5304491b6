import type { Entry } from "#domain/entry.js";
import { findLines } from "#journal/index/find-lines.js";
import { type IntentBook, isLogin, type Unresolved, type UntiedIntents } from "#journal/intents.js";
import type { Journal } from "#journal/journal.js";
import type { Layout } from "#journal/layout.js";
import type { Line } from "#journal/line.js";
import { readPast } from "#journal/past.js";
import type { Past } from "#journal/past-reading.js";

/** Two calls can be taken for each other when their intents are at most this far apart, in milliseconds. */
const MISTAKABLE_MS = 10 * 60_000;

/** Lines that whoever looks at the journal is shown. */
const NEWEST = 5_000;

/**
 * What the journal says of one endpoint's intents and tasks: read once, then kept up to date by what this process
 * appends and takes in, so that no task is taken for a call that it does not belong to.
 */
export class Ledger {
  readonly #layout: Layout;
  readonly #endpoint: string;
  readonly #book: IntentBook;
  readonly #logins: Map<string, Entry>;
  /** What entries say of the intents that a task belongs to, by the task's id: servers have the same ones. */
  readonly #owners = new Map<string, Owner[]>();
  /** Intents whose call may have been made, by a task that nobody has named. */
  readonly #untied: UntiedIntents;
  readonly #stop: () => void;

  private constructor(
    layout: Layout,
    endpoint: string,
    { book, logins, untied, tasks }: Past,
    stop: () => void,
  ) {
    this.#layout = layout;
    this.#endpoint = endpoint;
    this.#book = book;
    this.#logins = new Map(logins);
    this.#untied = untied;
    this.#stop = stop;
    for (const entry of tasks) this.#own(entry);
  }

  /** @param onPast shown the newest lines that the journal holds already, and older ones that are unresolved; in order */
  static async follow(journal: Journal, endpoint: string, onPast?: (line: Line) => void): Promise<Ledger> {
    // What is heard while the files are read is added after them: an outcome after its intent.
    const heard: Entry[] = [];
    let hear = (entry: Entry): void => {
      heard.push(entry);
    };
    const stop = journal.subscribe(({ entry }) => hear(entry));
    try {
      const newest = onPast === undefined ? 0 : NEWEST;
      const past = await readPast(journal.layout, { endpoint, nearMs: MISTAKABLE_MS, newest });
      for (const line of past.lines) onPast?.(line);
      const ledger = new Ledger(journal.layout, endpoint, past, stop);
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

  /** The Login outcome of a Shoseki session, which says under which name, and by which clock, the server knows it. */
  loginOf(session: string): Entry | null {
    return this.#logins.get(session) ?? null;
  }

  /** Whether entries name this task, of the intent's server, as what came of another intent. */
  isAnothers(task: string, intent: Entry): boolean {
    const owners = this.#owners.get(task) ?? [];
    return owners.some((owner) => owner.intent !== intent.id && this.#isOfServerOf(intent, owner));
  }

  /** Other intents of that time, at the same server, whose call may have caused a task that nobody has named. */
  untiedNear(intent: Entry): readonly Entry[] {
    const { id, STR } = intent;
    return this.#untied
      .all()
      .filter(
        (other) =>
          other.id !== id &&
          this.#isOfServerOf(intent, ownerIn(other, other.id)) &&
          Math.abs(Date.parse(other.STR) - Date.parse(STR)) <= MISTAKABLE_MS,
      );
  }

  /** All that the journal has about a target, at whatever endpoint, in order. Throws `JOURNAL_DAMAGED`. */
  async about(target: string): Promise<readonly Entry[]> {
    const entries: Entry[] = [];
    const lines = findLines(this.#layout, { target: ({ id }) => id === target });
    for await (const { entry } of lines) entries.push(entry);
    return entries;
  }

  close(): void {
    this.#stop();
  }

  #add(entry: Entry): void {
    this.#book.add(entry);
    this.#untied.add(entry);
    this.#own(entry);
    if (isLogin(entry)) this.#logins.set(entry.USR.session, entry);
  }

  #own(entry: Entry): void {
    const { ref, task } = entry;
    if (task === undefined || ref === undefined) return;
    const owners = this.#owners.get(task) ?? [];
    this.#owners.set(task, [...owners.filter(({ intent }) => intent !== ref), ownerIn(entry, ref)]);
  }

  /**
   * One server can have several names: what tells is its own id, which Logins say; where one is not known, that a machine of
   * one is a machine of the other.
   */
  #isOfServerOf({ HST, USR, TGT }: Entry, { endpoint, session, uuid }: Owner): boolean {
    if (endpoint === HST.endpoint) return true;
    const [one, other] = [this.#logins.get(session)?.TGT.uuid, this.#logins.get(USR.session)?.TGT.uuid];
    if (one != null && other != null) return one === other;
    return uuid !== null && uuid === TGT.uuid;
  }
}

/** What an entry says of the intent that it is about: at which server it was. */
interface Owner {
  readonly intent: string;
  readonly endpoint: string;
  readonly session: string;
  /** The target's. */
  readonly uuid: string | null;
}

function ownerIn({ HST, USR, TGT }: Entry, intent: string): Owner {
  return { intent, endpoint: HST.endpoint, session: USR.session, uuid: TGT.uuid };
}
