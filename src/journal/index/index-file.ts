import { closeSync, openSync, rmSync, statSync, utimesSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { FileUnfit } from "#files/file-unfit.js";
import type { Layout } from "#journal/layout.js";

/** How long somebody else's work on the index is waited for, in milliseconds. Then the journal itself is read. */
const WAIT_MS = 200;

/** What a long build may keep in memory, in KiB. */
const CACHE_KIB = 64 * 1024;

/** Opens the index to be written, with a lock that lasts until it is closed; makes the file, 0600. */
export function openToWrite({ index }: Layout): DatabaseSync {
  makeEmpty(index);
  const database = new DatabaseSync(index, { timeout: WAIT_MS });
  try {
    // With this lock nobody else commits between our commit and the stamp that is put on the file after it.
    database.exec("PRAGMA locking_mode = EXCLUSIVE");
    database.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
    database.exec("BEGIN IMMEDIATE");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Opens the index to be read. Throws SQLite's error when it is not there, or is no database, and `FileUnfit`. */
export function openToRead({ index }: Layout): DatabaseSync {
  // SQLite would wait for a pipe; and to open it ourselves would let go of locks, see `makeEmpty`.
  if (statSync(index, { throwIfNoEntry: false })?.isFile() === false)
    throw new FileUnfit(index, "it is no regular file");
  return new DatabaseSync(index, { timeout: WAIT_MS, readOnly: true });
}

export function remove({ index }: Layout): void {
  // The journal of a transaction that was cut short would be taken for one of the new file.
  for (const path of [`${index}-journal`, index]) rmSync(path, { force: true });
}

/**
 * A time to put on the file, in seconds, that no writer of it leaves there: whoever writes leaves one with a fraction.
 * So bytes that were changed behind SQLite's back, which it would not see, are.
 */
export function newStamp(): number {
  return Math.floor(Date.now() / 1000);
}

export function putStamp({ index }: Layout, stamp: number): void {
  utimesSync(index, stamp, stamp);
}

export function hasStamp({ index }: Layout, stamp: unknown): boolean {
  return typeof stamp === "number" && statSync(index).mtimeMs === stamp * 1000;
}

/** What SQLite says when the fault is the file's, and a new one would help. */
const DAMAGE: ReadonlySet<number> = new Set([
  1 /* ERROR */, 11 /* CORRUPT */, 20 /* MISMATCH */, 26 /* NOTADB */,
]);

export function isDamage(error: unknown): boolean {
  const { errcode } = error as { errcode?: number };
  return errcode !== undefined && DAMAGE.has(errcode & 0xff);
}

/** Whether an error is of SQLite or of the file system: of what the index lies on, and not of this program. */
export function isOfFile(error: unknown): boolean {
  const { errcode, syscall, code } = error as { errcode?: number; syscall?: string; code?: string };
  // The last is what node:sqlite says of a number that no index of ours can hold.
  return errcode !== undefined || syscall !== undefined || code === "ERR_OUT_OF_RANGE";
}

/** Opens no file that is there: closing it would let go of every lock that this process has on it (fcntl(2)). */
function makeEmpty(path: string): void {
  try {
    closeSync(openSync(path, "wx", 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
