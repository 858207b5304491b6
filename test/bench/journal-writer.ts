import { closeSync, constants, fdatasyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { benchWho, operationDrafts } from "./journal-entries.js";
import { openBenchJournal, signerOfShared } from "./journal-place.js";

/**
 * One of several writers: writes some entries to be warm, says `ready`, and at a line on stdin writes so many, one after
 * the other. Says at the end how long each took, in milliseconds. The arguments are what to write with (`journal`, or
 * `bare` for a write and fdatasync of as many bytes below a bare `BEGIN IMMEDIATE`), directory, key, how many, and how
 * many before.
 */
const [what, directory = "", key = "", count, warmUp] = process.argv.slice(2);
const writing = what === "bare" ? bareWriting() : journalWriting();
const input = createInterface({ input: process.stdin });
for (let index = 0; index < Number(warmUp); index += 1) writing.write(index);
process.stdout.write("ready\n");
input.once("line", () => {
  const samples = Array.from({ length: Number(count) }, (_, index) => {
    const started = performance.now();
    writing.write(index);
    return performance.now() - started;
  });
  writing.close();
  process.stdout.write(`${JSON.stringify(samples)}\n`);
  input.close();
});

function journalWriting() {
  const signer = signerOfShared(key);
  const journal = openBenchJournal(directory, signer);
  const who = benchWho(signer.fingerprint);
  const drafts = Array.from({ length: Math.ceil(Number(count) / 2) }, (_, at) =>
    operationDrafts(who, at),
  ).flat();
  return {
    write(index: number) {
      const draft = drafts[index];
      if (draft !== undefined) journal.append(draft);
    },
    close: () => journal.close(),
  };
}

function bareWriting() {
  const database = new DatabaseSync(join(directory, "lock.sqlite"), { timeout: 60_000 });
  // Else each BEGIN makes a file and deletes it, and is no floor.
  database.exec("PRAGMA journal_mode = MEMORY");
  const [begin, end] = [database.prepare("BEGIN IMMEDIATE"), database.prepare("ROLLBACK")];
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT;
  const descriptor = openSync(join(directory, "lines"), flags, 0o600);
  const line = Buffer.alloc(900, "x");
  return {
    write() {
      begin.run();
      writeSync(descriptor, line);
      fdatasyncSync(descriptor);
      end.run();
    },
    close() {
      closeSync(descriptor);
      database.close();
    },
  };
}
