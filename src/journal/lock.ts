import { closeSync, openSync } from "node:fs";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { failure } from "#domain/errors.js";

/** How long a writer waits for the others, in milliseconds. Each holds the lock for about one. */
const WAIT_MS = 10_000;

/**
 * A lock between processes, held by SQLite's own lock on a file that nothing else opens: the kernel releases it when
 * the process dies, and a file lock of ours beside it would be lost whenever the file is closed.
 */
export class Lock {
  readonly #database: DatabaseSync;
  readonly #begin: StatementSync;
  readonly #end: StatementSync;
  readonly #directory: string;

  constructor(path: string, directory: string) {
    this.#directory = directory;
    this.#database = openDatabase(path, WAIT_MS);
    this.#begin = this.#database.prepare("BEGIN IMMEDIATE");
    this.#end = this.#database.prepare("ROLLBACK");
  }

  /** Runs a short piece of work while no other process holds the lock. Throws `JOURNAL_LOCKED`. */
  hold<T>(work: () => T): T {
    try {
      this.#begin.run();
    } catch (error) {
      if (!isBusy(error))
        throw failure(
          "JOURNAL_UNWRITABLE",
          { directory: this.#directory, cause: (error as Error).message },
          error,
        );
      throw failure("JOURNAL_LOCKED", { directory: this.#directory, seconds: WAIT_MS / 1000 }, error);
    }
    try {
      return work();
    } finally {
      this.#end.run();
    }
  }

  close(): void {
    this.#database.close();
  }
}

/** Takes the lock on a file for as long as the process lives; null when another process has it. */
export function tryHold(path: string): { release(): void } | null {
  const database = openDatabase(path, 0);
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (isBusy(error)) return null;
    throw error;
  }
  return { release: () => database.close() };
}

function openDatabase(path: string, timeout: number): DatabaseSync {
  makeEmpty(path);
  return new DatabaseSync(path, { timeout });
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
