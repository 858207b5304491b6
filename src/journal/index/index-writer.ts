import type { DatabaseSync, StatementSync } from "node:sqlite";
import { isFailed } from "#journal/index/criteria.js";
import type { IndexedEntry } from "#journal/index/indexed-entry.js";
import { tallyOf } from "#journal/index/sessions-in-index.js";
import { type Answering, IntentBook, isLogin, UntiedIntents } from "#journal/intents.js";
import { SessionTallies } from "#journal/session-tallies.js";

/** As the tables keep it; of an intent that is open, only what says which it is. */
type Noted = Answering & { readonly seq: number; readonly session: string };

/** Puts entries, one after the other, into the tables. What is open is kept in memory, and written by `finish`. */
export class IndexWriter {
  readonly #database: DatabaseSync;
  readonly #words: Words;
  readonly #targets: Targets;
  readonly #entry: StatementSync;
  readonly #login: StatementSync;
  readonly #book: IntentBook<Noted>;
  readonly #untied: UntiedIntents<Noted>;
  readonly #sessions: SessionTallies;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#words = new Words(database);
    this.#targets = new Targets(database);
    this.#entry = database.prepare("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    this.#login = database.prepare("INSERT OR REPLACE INTO logins VALUES (?, ?)");
    const unresolved = database
      .prepare("SELECT id, intent, outcome, session FROM unresolved ORDER BY n")
      .all();
    this.#book = new IntentBook(
      unresolved.map(({ id, intent, outcome, session }) => ({
        intent: noted(id, intent, "intent", session),
        outcome: outcome === null ? null : noted(id, outcome, "outcome", session),
      })),
    );
    const untied = database.prepare("SELECT id, seq FROM untied ORDER BY n").all();
    this.#untied = new UntiedIntents(untied.map(({ id, seq }) => noted(id, seq, "intent", "")));
    const tally = database.prepare("SELECT * FROM sessions WHERE session = ?");
    this.#sessions = new SessionTallies((session) => {
      const row = tally.get(session);
      return row === undefined ? null : tallyOf(row);
    });
  }

  /** @param at where its line begins in its file; @param length of it, without the newline: both in bytes */
  add(entry: IndexedEntry, at: number, length: number): void {
    const { seq, STR, OPR, USR, HST, TGT, phase, task, run } = entry;
    const words = this.#words;
    this.#entry.run(
      seq,
      at,
      length,
      Date.parse(STR),
      words.of(phase),
      words.of(OPR),
      words.of(USR.name),
      this.#targets.of(TGT),
      words.of(HST.endpoint),
      isFailed(entry) ? 1 : 0,
      task === undefined ? 0 : 1,
      run === undefined ? null : words.of(run.id),
      run?.step === undefined ? null : words.of(run.step),
    );
    if (isLogin(entry)) this.#login.run(USR.session, seq);
    this.#sessions.add(entry, this.#book.openOf(entry.ref));
    const kept = { ...entry, session: USR.session };
    this.#book.add(kept);
    this.#untied.add(kept);
  }

  finish(): void {
    this.#database.exec("DELETE FROM unresolved; DELETE FROM untied");
    const unresolved = this.#database.prepare(
      "INSERT INTO unresolved (id, intent, outcome, session) VALUES (?, ?, ?, ?)",
    );
    for (const { intent, outcome } of this.#book.unresolved())
      unresolved.run(intent.id, intent.seq, outcome?.seq ?? null, intent.session);
    const untied = this.#database.prepare("INSERT INTO untied (id, seq) VALUES (?, ?)");
    for (const { id, seq } of this.#untied.all()) untied.run(id, seq);
    const tally = this.#database.prepare("INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?, ?, ?)");
    for (const { session, login, ended, operations, failures, casts } of this.#sessions.counted())
      tally.run(session, login, ended, operations, failures, casts.join(" "));
  }
}

function noted(id: unknown, seq: unknown, phase: Noted["phase"], session: unknown): Noted {
  return { id: String(id), seq: Number(seq), phase, session: String(session) };
}

/** Texts that are told apart by number in a table; those that were met are remembered. */
class Words {
  readonly #find: StatementSync;
  readonly #make: StatementSync;
  readonly #known = new Map<string, number>();

  constructor(database: DatabaseSync) {
    this.#find = database.prepare("SELECT n FROM words WHERE text = ?");
    this.#make = database.prepare("INSERT INTO words (text) VALUES (?) RETURNING n");
  }

  of(text: string): number {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const { n } = this.#find.get(text) ?? this.#make.get(text) ?? {};
    this.#known.set(text, Number(n));
    return Number(n);
  }
}

type Target = IndexedEntry["TGT"];

/** The same for targets. */
class Targets {
  readonly #find: StatementSync;
  readonly #make: StatementSync;
  /** By name: few have the same. */
  readonly #known = new Map<string, (Target & { readonly n: number })[]>();

  constructor(database: DatabaseSync) {
    this.#find = database.prepare("SELECT n FROM targets WHERE name = ? AND id IS ? AND uuid IS ?");
    this.#make = database.prepare("INSERT INTO targets (name, id, uuid) VALUES (?, ?, ?) RETURNING n");
  }

  of({ name, id, uuid }: Target): number {
    const alike = this.#known.get(name) ?? [];
    const known = alike.find((each) => each.id === id && each.uuid === uuid);
    if (known !== undefined) return known.n;
    const { n } = this.#find.get(name, id, uuid) ?? this.#make.get(name, id, uuid) ?? {};
    this.#known.set(name, [...alike, { name, id, uuid, n: Number(n) }]);
    return Number(n);
  }
}
