import type { DatabaseSync, StatementSync } from "node:sqlite";
import { isFailed } from "#journal/index/criteria.js";
import type { IndexedEntry } from "#journal/index/indexed-entry.js";
import { type Answering, IntentBook, isLogin, UntiedIntents } from "#journal/intents.js";

/** As the tables keep it; of an intent that is open, only what says which it is. */
type Noted = Answering & { readonly seq: number };

/** Puts entries, one after the other, into the tables. What is open is kept in memory, and written by `finish`. */
export class IndexWriter {
  readonly #database: DatabaseSync;
  readonly #words: Numbers;
  readonly #targets: Numbers;
  readonly #entry: StatementSync;
  readonly #login: StatementSync;
  readonly #book: IntentBook<Noted>;
  readonly #untied: UntiedIntents<Noted>;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#words = new Numbers(
      database.prepare("SELECT n FROM words WHERE text = ?"),
      database.prepare("INSERT INTO words (text) VALUES (?) RETURNING n"),
    );
    this.#targets = new Numbers(
      database.prepare("SELECT n FROM targets WHERE name = ? AND id IS ?"),
      database.prepare("INSERT INTO targets (name, id) VALUES (?, ?) RETURNING n"),
    );
    this.#entry = database.prepare("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    this.#login = database.prepare("INSERT OR REPLACE INTO logins VALUES (?, ?)");
    const unresolved = database.prepare("SELECT id, intent, outcome FROM unresolved ORDER BY n").all();
    this.#book = new IntentBook(
      unresolved.map(({ id, intent, outcome }) => ({
        intent: noted(id, intent, "intent"),
        outcome: outcome === null ? null : noted(id, outcome, "outcome"),
      })),
    );
    const untied = database.prepare("SELECT id, seq FROM untied ORDER BY n").all();
    this.#untied = new UntiedIntents(untied.map(({ id, seq }) => noted(id, seq, "intent")));
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
      this.#targets.of(TGT.name, TGT.id),
      words.of(HST.endpoint),
      isFailed(entry) ? 1 : 0,
      task === undefined ? 0 : 1,
      run === undefined ? null : words.of(run.id),
      run?.step === undefined ? null : words.of(run.step),
    );
    if (isLogin(entry)) this.#login.run(USR.session, seq);
    this.#book.add(entry);
    this.#untied.add(entry);
  }

  finish(): void {
    this.#database.exec("DELETE FROM unresolved; DELETE FROM untied");
    const unresolved = this.#database.prepare(
      "INSERT INTO unresolved (id, intent, outcome) VALUES (?, ?, ?)",
    );
    for (const { intent, outcome } of this.#book.unresolved())
      unresolved.run(intent.id, intent.seq, outcome?.seq ?? null);
    const untied = this.#database.prepare("INSERT INTO untied (id, seq) VALUES (?, ?)");
    for (const { id, seq } of this.#untied.all()) untied.run(id, seq);
  }
}

function noted(id: unknown, seq: unknown, phase: Noted["phase"]): Noted {
  return { id: String(id), seq: Number(seq), phase };
}

/** Texts, or names with an id, that are told apart by number in a table; those that were met are remembered. */
class Numbers {
  readonly #find: StatementSync;
  readonly #make: StatementSync;
  readonly #known = new Map<string, Map<string | null | undefined, number>>();

  constructor(find: StatementSync, make: StatementSync) {
    this.#find = find;
    this.#make = make;
  }

  of(text: string, id?: string | null): number {
    const known = this.#known.get(text) ?? new Map<string | null | undefined, number>();
    const number = known.get(id);
    if (number !== undefined) return number;
    const values = id === undefined ? [text] : [text, id];
    const { n } = this.#find.get(...values) ?? this.#make.get(...values) ?? {};
    this.#known.set(text, known.set(id, Number(n)));
    return Number(n);
  }
}
