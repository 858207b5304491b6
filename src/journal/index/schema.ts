import type { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";

/** Raised with every change of the tables: a file of another version is made anew. */
export const SCHEMA_VERSION = 4;

/**
 * A row an entry. `words` has the texts that entries have in common, by number; `targets` their targets. `length` is that
 * of the line without its newline, `at` its place in its file, of which `segments` says the first seq. `time` is `STR`
 * in milliseconds; `failed` and `tasked` are 1 of what has a result that is not OK, and of what names a task; `run` and
 * `step` are words too, and null where an entry is of no run. A row of `sessions` is a `SessionTally`; its `casts` are names of
 * files with a space between them.
 */
const TABLES = `
  CREATE TABLE state (stamp INTEGER NOT NULL, build TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL);
  CREATE TABLE segments (first INTEGER PRIMARY KEY, bytes INTEGER NOT NULL, changed REAL NOT NULL);
  CREATE TABLE words (n INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
  CREATE TABLE targets (n INTEGER PRIMARY KEY, id TEXT, uuid TEXT, name TEXT NOT NULL);
  CREATE INDEX targets_by_name ON targets (name, id, uuid);
  CREATE TABLE entries (
    seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, length INTEGER NOT NULL, time INTEGER NOT NULL, phase INTEGER NOT NULL,
    op INTEGER NOT NULL, user INTEGER NOT NULL, target INTEGER NOT NULL, endpoint INTEGER NOT NULL,
    failed INTEGER NOT NULL, tasked INTEGER NOT NULL, run INTEGER, step INTEGER);
  CREATE TABLE logins (session TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE sessions (
    session TEXT PRIMARY KEY, login INTEGER, ended INTEGER, operations INTEGER NOT NULL, failures INTEGER NOT NULL,
    casts TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE unresolved (n INTEGER PRIMARY KEY, id TEXT NOT NULL, intent INTEGER NOT NULL, outcome INTEGER,
    session TEXT NOT NULL);
  CREATE TABLE untied (n INTEGER PRIMARY KEY, id TEXT NOT NULL, seq INTEGER NOT NULL);
`;

/** Made after the rows of a long journal: sorting them all at once is many times faster than one by one. */
const INDEXES: Readonly<Record<string, string>> = {
  by_time: "(time)",
  by_op: "(op, time)",
  by_user: "(user, time)",
  by_target: "(target, time)",
  by_failure: "(failed, time, op, user, target) WHERE failed = 1",
  by_task: "(time) WHERE tasked = 1",
  by_run: "(run, phase) WHERE run IS NOT NULL",
};

/** Empties the file of all that is in it, and makes the tables without the indexes. */
export function makeTables(database: DatabaseSync): void {
  const there = database.prepare(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
  );
  for (const { name } of there.all()) database.exec(`DROP TABLE "${String(name).replaceAll('"', '""')}"`);
  database.exec(TABLES);
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
}

/** Takes a second or so for each, of a million entries: other work of the process goes on between them. */
export async function makeIndexes(database: DatabaseSync): Promise<void> {
  for (const [name, on] of Object.entries(INDEXES)) {
    database.exec(`CREATE INDEX IF NOT EXISTS ${name} ON entries ${on}`);
    await setImmediate();
  }
}

export function dropIndexes(database: DatabaseSync): void {
  for (const name of Object.keys(INDEXES)) database.exec(`DROP INDEX IF EXISTS ${name}`);
}
