import { existsSync, readdirSync } from "node:fs";
import type { Entry } from "#domain/entry.js";
import type { OpenIndex } from "#journal/index/open-index.js";
import {
  loginsIn,
  newestIn,
  tasksIn,
  unresolvedIn,
  untiedEntriesIn,
  untiedIn,
} from "#journal/index/past-in-index.js";
import { type Answering, IntentBook, isLogin, UntiedIntents } from "#journal/intents.js";
import type { Layout } from "#journal/layout.js";
import type { Line } from "#journal/line.js";
import { isWithin, type TimeWindows, windowsAround } from "#journal/time-windows.js";

/** What of a journal a session begins with. */
export interface Past {
  /** What is unresolved, at every endpoint. */
  readonly book: IntentBook;
  /** The Login outcomes of the sessions that left something unresolved, or are still there; by session. */
  readonly logins: ReadonlyMap<string, Entry>;
  /**
   * The intents that no task is known of, if they are near what is unresolved at this endpoint, or still to come. Those at
   * other endpoints too: a server can have several names.
   */
  readonly untied: UntiedIntents;
  /** The entries that name a task, likewise. */
  readonly tasks: readonly Entry[];
  /** The newest lines, before them those that say what is unresolved and older; in order. */
  readonly lines: readonly Line[];
}

export interface PastWanted {
  readonly endpoint: string;
  /** How far apart two intents (their `STR`s, which their outcomes have too) are near each other, in milliseconds. */
  readonly nearMs: number;
  /** How many lines at most. */
  readonly newest: number;
}

/** An entry and its line. */
type Kept = Answering & { readonly line: Line };

/** An intent that no task is known of; of one that only the index has, what it says of it. */
type Untied = Answering & { readonly seq: number; readonly entry: Entry | null };

/** Puts together what a session begins with: what the index has of it, and what is added line by line after that. */
export class PastReading {
  readonly #layout: Layout;
  readonly #wanted: PastWanted;
  readonly #index: OpenIndex | null;
  readonly #book: IntentBook<Kept>;
  readonly #untied: UntiedIntents<Untied>;
  readonly #logins = new Map<string, Entry>();
  readonly #tasks: Entry[] = [];
  readonly #newest: Line[] = [];

  constructor(layout: Layout, wanted: PastWanted, index: OpenIndex | null) {
    this.#layout = layout;
    this.#wanted = wanted;
    this.#index = index;
    const unresolved = index === null ? [] : unresolvedIn(index);
    this.#book = new IntentBook(
      unresolved.map(({ intent, outcome }) => ({
        intent: kept(intent),
        outcome: outcome === null ? null : kept(outcome),
      })),
    );
    const untied = index === null ? [] : untiedIn(index);
    this.#untied = new UntiedIntents(untied.map((each) => ({ ...each, phase: "intent", entry: null })));
  }

  add(line: Line): void {
    const { entry } = line;
    const { newest } = this.#wanted;
    this.#book.add(kept(line));
    this.#untied.add({ ...answering(entry), seq: entry.seq, entry });
    if (isLogin(entry)) this.#logins.set(entry.USR.session, entry);
    if (entry.task !== undefined) this.#tasks.push(entry);
    if (newest === 0) return;
    this.#newest.push(line);
    // Not one by one: that would move all of them each time.
    if (this.#newest.length >= 2 * newest) this.#newest.splice(0, this.#newest.length - newest);
  }

  /** Throws as `OpenIndex` does. */
  past(): Past {
    const unresolved = this.#book.unresolved();
    const windows = this.#windows();
    const book = new IntentBook(
      unresolved.map(({ intent, outcome }) => ({
        intent: intent.line.entry,
        outcome: outcome?.line.entry ?? null,
      })),
    );
    return {
      book,
      logins: this.#allLogins(),
      untied: this.#untiedWithin(windows),
      tasks: this.#tasksWithin(windows),
      lines: this.#lines(),
    };
  }

  /** A long journal's old intents and tasks are not kept: none that is open, or still to come, is near them. */
  #windows(): TimeWindows {
    const { endpoint, nearMs } = this.#wanted;
    const open = this.#book.unresolved().map(({ intent }) => intent.line.entry);
    const times = open.filter(({ HST }) => HST.endpoint === endpoint).map(({ STR }) => Date.parse(STR));
    return windowsAround(times, Date.now(), nearMs);
  }

  #tasksWithin(windows: TimeWindows): readonly Entry[] {
    const before = this.#index === null ? [] : tasksIn(this.#index, windows);
    return [...before, ...this.#tasks.filter(({ STR }) => isWithin(windows, Date.parse(STR)))];
  }

  #untiedWithin(windows: TimeWindows): UntiedIntents {
    const before = this.#index === null ? null : untiedEntriesIn(this.#index, windows);
    const near = (entry: Entry) => isWithin(windows, Date.parse(entry.STR));
    const entries = this.#untied.all().flatMap(({ seq, entry }) => entry ?? before?.get(seq) ?? []);
    return new UntiedIntents(entries.filter(near));
  }

  /** A session whose entries are still to come was there, with its file, before it logged in. */
  #allLogins(): ReadonlyMap<string, Entry> {
    const { sessions: directory } = this.#layout;
    const files = existsSync(directory) ? readdirSync(directory) : [];
    const there = files.map((name) => name.replace(/\.sqlite$/, ""));
    const left = this.#book.unresolved().map(({ intent }) => intent.line.entry.USR.session);
    const sessions = new Set([...left, ...there]);
    const before = this.#index === null ? [] : loginsIn(this.#index, [...sessions]);
    const all = [...before, ...this.#logins.values()].filter(({ USR }) => sessions.has(USR.session));
    return new Map(all.map((login) => [login.USR.session, login]));
  }

  #lines(): readonly Line[] {
    const { newest: count } = this.#wanted;
    if (count === 0) return [];
    const read = this.#newest.slice(-count);
    const before =
      this.#index === null || read.length >= count ? [] : newestIn(this.#index, count - read.length);
    const newest = [...before, ...read];
    const firstSeq = newest[0]?.entry.seq ?? 0;
    const older = this.#book
      .unresolved()
      .flatMap(({ intent, outcome }) => (outcome === null ? [intent.line] : [intent.line, outcome.line]))
      .filter(({ entry }) => entry.seq < firstSeq)
      .sort((a, b) => a.entry.seq - b.entry.seq);
    return [...older, ...newest];
  }
}

function kept(line: Line): Kept {
  return { ...answering(line.entry), line };
}

function answering({ id, phase, ref, task, RST }: Entry): Answering {
  return { id, phase, ref, task, RST };
}
