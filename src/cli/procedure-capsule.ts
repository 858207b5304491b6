import { existsSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { v7 as uuidv7 } from "uuid";
import type { Setting } from "#cli/io.js";
import { journalToRead } from "#cli/journal-directory.js";
import { openJournal } from "#cli/open-journal.js";
import { operatorHere } from "#cli/operator.js";
import type { Arguments } from "#cli/options.js";
import { failure } from "#domain/errors.js";
import { replaceFile } from "#files/replace-file.js";
import { layoutOf } from "#journal/layout.js";
import { readingFiles } from "#journal/reading-files.js";
import { handOver } from "#procedures/capsule/hand-over.js";
import { runNamed } from "#procedures/run/found-run.js";
import { Trail } from "#session/trail.js";

/**
 * `shoseki procedure capsule RUN [-o FILE]`: writes a run into a file that another operator can go on from, and records that
 * it was handed over. What is there is never replaced.
 */
export async function procedureCapsule(setting: Setting, { options }: Arguments, word: string): Promise<0> {
  const { io, catalogue, json } = setting;
  const directory = journalToRead(setting, options.journal);
  // Before any key is asked for.
  const found = await readingFiles(directory, async () => await runNamed(layoutOf(directory), word));
  const { id: run, title, newest } = found;
  const path = resolve(options.output ?? `${run}.capsule`);
  mayBeWritten(path);
  const [operator, session] = [operatorHere(), uuidv7()];
  const { journal, key } = await openJournal(setting, {
    named: directory,
    simulated: false,
    operator,
    session,
  });
  try {
    const lock = journal.holdSession(session);
    try {
      const { endpoint, platform } = newest.HST;
      // Nobody logs in for it: who the run was carried on as at the hypervisor is whose it is.
      const trail = new Trail(journal, { ...operator, key, session, endpoint, platform }, newest.USR.name);
      const { entry, count } = await handOver(journal, run, {
        write: (bytes) => writeCapsule(path, bytes),
        discard: () => rmSync(path, { force: true }),
        record: (event, unless) => trail.procedure(event, unless),
      });
      if (json) io.out(JSON.stringify({ capsule: { path, run, title, entries: count, ...entry.AFT } }));
      else io.out(catalogue.capsules.handedOver({ path, title, run, entries: count, key }));
    } finally {
      lock.release();
    }
  } finally {
    journal.close();
  }
  return 0;
}

function mayBeWritten(path: string): void {
  if (existsSync(path)) throw failure("CAPSULE_NOT_WRITTEN", { path, cause: "there is such a file already" });
  if (!existsSync(dirname(path)))
    throw failure("CAPSULE_NOT_WRITTEN", { path, cause: "there is no such directory" });
}

function writeCapsule(path: string, bytes: Buffer): void {
  try {
    replaceFile(path, bytes);
  } catch (error) {
    throw failure("CAPSULE_NOT_WRITTEN", { path, cause: (error as Error).message }, error);
  }
}
