import { closeSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { failure, ShosekiError } from "#domain/errors.js";
import { makeDirectory } from "#files/directories.js";

/** How long a writer waits for others, in milliseconds: each has the lock for about one. */
const WAIT_MS = 10_000;

/**
 * Changes a known-hosts file while no other process of ours does, by SQLite's lock on a file beside it, which the kernel
 * releases when a process dies. Errors: `KNOWN_HOSTS_UNWRITABLE` for whatever goes wrong; those of the work that are ours.
 */
export function holdingKnownHosts<T>(path: string, work: () => T): T {
  let database: DatabaseSync | null = null;
  try {
    makeDirectory(dirname(path));
    database = open(`${path}.lock`);
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE");
    return work();
  } catch (error) {
    if (error instanceof ShosekiError) throw error;
    throw failure("KNOWN_HOSTS_UNWRITABLE", { path, cause: (error as Error).message }, error);
  } finally {
    // What has begun and changed nothing ends with it.
    database?.close();
  }
}

function open(path: string): DatabaseSync {
  // SQLite would make it as the umask says.
  closeSync(openSync(path, "a", 0o600));
  return new DatabaseSync(path, { timeout: WAIT_MS });
}
