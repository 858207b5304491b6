import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { History, MOST_LINES } from "#console/line/history.js";
import { makeDirectory } from "#files/directories.js";
import { replaceFile } from "#files/replace-file.js";
import { Lock } from "#journal/lock.js";

/** Why the history is kept in memory only, to be told once. */
export interface HistoryProblem {
  readonly path: string;
  /** In the words of the system. */
  readonly cause: string;
}

/**
 * The history on disk: one JSON string a line, newest last. Several consoles add to one file at once, and none cuts off
 * what another has just added: who writes holds a lock. What others add is read when a console is opened.
 */
export class HistoryFile {
  readonly history: History;
  readonly #path: string;
  #problem: HistoryProblem | null;

  /** Reads the file, and makes it smaller when it has more than `MOST_LINES` lines. Never throws: see `problem`. */
  static open(path: string): HistoryFile {
    try {
      makeDirectory(dirname(path));
      return new HistoryFile(
        path,
        alone(path, () => tidied(path)),
        null,
      );
    } catch (error) {
      return new HistoryFile(path, readable(path), problemOf(path, error));
    }
  }

  private constructor(path: string, lines: readonly string[], problem: HistoryProblem | null) {
    this.#path = path;
    this.history = new History(lines);
    this.#problem = problem;
  }

  /** Why nothing is written any more; null while it is. */
  get problem(): HistoryProblem | null {
    return this.#problem;
  }

  /** Adds a line as `History.add` does. Answers what went wrong with the disk, the first time only. */
  add(line: string): HistoryProblem | null {
    if (!this.history.add(line) || this.#problem !== null) return null;
    try {
      alone(this.#path, () => append(this.#path, `${JSON.stringify(line)}\n`));
    } catch (error) {
      this.#problem = problemOf(this.#path, error);
    }
    return this.#problem;
  }
}

/** The lock is held for the moment of writing, so that a history has nothing to close. */
function alone<T>(path: string, work: () => T): T {
  const lock = new Lock(`${path}.lock`, dirname(path));
  try {
    return lock.hold(work);
  } finally {
    lock.close();
  }
}

function tidied(path: string): readonly string[] {
  const rows = rowsOf(path);
  const lines = linesOf(rows);
  const kept = lines.slice(-MOST_LINES);
  if (rows.length > MOST_LINES) replaceFile(path, kept.map((line) => `${JSON.stringify(line)}\n`).join(""));
  return kept;
}

function readable(path: string): readonly string[] {
  try {
    return linesOf(rowsOf(path));
  } catch {
    return [];
  }
}

function rowsOf(path: string): readonly string[] {
  try {
    return readFileSync(path, "utf8")
      .split("\n")
      .filter((row) => row !== "");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

function linesOf(rows: readonly string[]): readonly string[] {
  return rows.flatMap((row) => {
    try {
      const line: unknown = JSON.parse(row);
      return typeof line === "string" ? [line] : [];
    } catch {
      return [];
    }
  });
}

/** Appends a whole row or nothing. What a crash has left without its newline is ended first, to be a bad row of its own. */
function append(path: string, row: string): void {
  const descriptor = openSync(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT, 0o600);
  try {
    const { size } = fstatSync(descriptor);
    const bytes = Buffer.from(endsInNewline(descriptor, size) ? row : `\n${row}`);
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    } catch (error) {
      ftruncateSync(descriptor, size);
      throw error;
    }
  } finally {
    closeSync(descriptor);
  }
}

function endsInNewline(descriptor: number, size: number): boolean {
  const last = Buffer.alloc(1);
  return size === 0 || readSync(descriptor, last, 0, 1, size - 1) === 0 || last.toString() === "\n";
}

/** A lock says that it failed in the journal's words; what it failed of is below. */
function problemOf(path: string, error: unknown): HistoryProblem {
  const { message, cause } = error as Error;
  return { path, cause: cause instanceof Error ? cause.message : message };
}
