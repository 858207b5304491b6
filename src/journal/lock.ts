import { closeSync, openSync } from "node:fs";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { failure } from "#domain/errors.js";

/** How long a writer waits for the others, in milliseconds. Each holds the lock for about one. */
const WAIT_MS = 10_000;

/**
 * A writer that finds the lock taken looks again after one to three times as long as writers hold it, drawn anew each
 * time, and not less often the longer it waits. SQLite's own waiting gets longer and longer: among eight writers that
 * one goes first that has just written, and some wait for seconds, or in vain. To look costs about 0.05 ms of a core:
 * on a busy machine, where the holder is slow too, it must be done less often.
 */
const PAUSE_IN_HOLDS = { least: 1, most: 3 };

/**
 * A writer that has found the lock taken within the last second lets the others go first, for such a pause, after so
 * many holds: else who has it takes it again before anybody looks.
 */
const TURN_HOLDS = 8;
const OTHERS_ABOUT_MS = 1_000;

/** In milliseconds: what is taken for the time of a hold before there was one, and the longest pause. */
const FIRST_HOLD_MS = 1;
const LONGEST_PAUSE_MS = 20;

/**
 * Nothing is ever written to a lock. Without this, SQLite makes a file for the transaction and deletes it at every
 * BEGIN: the disk has that to make durable with every append, and a full one has no room for it.
 */
const WITHOUT_FILES = "PRAGMA journal_mode = MEMORY";

/**
 * A lock between processes, held by SQLite's own lock on a file that nothing else opens: the kernel releases it when
 * the process dies, and a file lock of ours beside it would be lost whenever the file is closed.
 */
export class Lock {
  readonly #database: DatabaseSync;
  readonly #begin: StatementSync;
  readonly #end: StatementSync;
  readonly #directory: string;
  readonly #cell = new Int32Array(new SharedArrayBuffer(4));
  /** How long this process holds the lock, of late, in milliseconds. */
  #holdMs = FIRST_HOLD_MS;
  #holds = 0;
  /** When the lock was last found taken. */
  #takenAt = Number.NEGATIVE_INFINITY;

  constructor(path: string, directory: string) {
    this.#directory = directory;
    this.#database = openDatabase(path);
    try {
      this.#onceFree(() => this.#database.exec(WITHOUT_FILES));
      this.#begin = this.#database.prepare("BEGIN IMMEDIATE");
      this.#end = this.#database.prepare("ROLLBACK");
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  /** Runs a short piece of work while no other process holds the lock. Throws `JOURNAL_LOCKED`. */
  hold<T>(work: () => T): T {
    this.#holds += 1;
    const othersAbout = performance.now() - this.#takenAt < OTHERS_ABOUT_MS;
    if (othersAbout && this.#holds % TURN_HOLDS === 0) this.#pause();
    this.#onceFree(() => this.#begin.run());
    const since = performance.now();
    try {
      return work();
    } finally {
      this.#end.run();
      this.#holdMs += (performance.now() - since - this.#holdMs) / 8;
    }
  }

  close(): void {
    this.#database.close();
  }

  /** Does what SQLite refuses while another process holds the lock, as soon as it does not. */
  #onceFree(attempt: () => unknown): void {
    const until = performance.now() + WAIT_MS;
    const directory = this.#directory;
    for (;;) {
      try {
        attempt();
        return;
      } catch (error) {
        if (!isBusy(error)) {
          throw failure("JOURNAL_UNWRITABLE", { directory, cause: (error as Error).message }, error);
        }
        this.#takenAt = performance.now();
        if (this.#takenAt >= until) {
          throw failure("JOURNAL_LOCKED", { directory, seconds: WAIT_MS / 1000 }, error);
        }
      }
      this.#pause();
    }
  }

  /** An append is awaited by nothing but its caller, which must not go on without it: so is its turn. */
  #pause(): void {
    const { least, most } = PAUSE_IN_HOLDS;
    const holds = least + Math.random() * (most - least);
    Atomics.wait(this.#cell, 0, 0, Math.min(holds * this.#holdMs, LONGEST_PAUSE_MS));
  }
}

/** Takes the lock on a file for as long as the process lives; null when another process has it. */
export function tryHold(path: string): { release(): void } | null {
  const database = openDatabase(path);
  try {
    database.exec(`${WITHOUT_FILES}; BEGIN EXCLUSIVE`);
  } catch (error) {
    database.close();
    if (isBusy(error)) return null;
    throw error;
  }
  return { release: () => database.close() };
}

function openDatabase(path: string): DatabaseSync {
  makeEmpty(path);
  // SQLite waits for nothing: an answer at once is what both kinds of lock are made of.
  return new DatabaseSync(path, { timeout: 0 });
}

/** Opens no file that is there: closing it would let go of every lock that this process has on it (fcntl(2)). */
function makeEmpty(path: string): void {
  try {
    closeSync(openSync(path, "wx", 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

function isBusy(error: unknown): boolean {
  const SQLITE_BUSY = 5;
  return (error as { errcode?: number }).errcode === SQLITE_BUSY;
}
