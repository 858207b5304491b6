import { v7 as uuidv7 } from "uuid";
import type { Setting } from "#cli/io.js";
import { openJournal } from "#cli/open-journal.js";
import { operatorHere } from "#cli/operator.js";
import { failure } from "#domain/errors.js";
import { Checkpointer } from "#journal/checkpointer.js";
import type { Layout } from "#journal/layout.js";
import type { Checkpoint } from "#journal/note/checkpoint.js";
import { newestCheckpoint } from "#journal/note/checkpoint-files.js";
import { isSignedByEpoch } from "#journal/note/signed-by-epoch.js";
import { readKeys } from "#journal/read-epochs.js";

/**
 * A checkpoint of so many entries at least: the newest there is, or one that is signed now, for which the journal is
 * opened. Errors: those of opening a journal that is there, and of signing.
 */
export async function signedCheckpoint(setting: Setting, layout: Layout, size: number): Promise<Checkpoint> {
  const keys = readKeys(layout);
  const newest = newestCheckpoint(layout, keys.at(0)?.origin ?? "");
  if (newest !== null && !isSignedByEpoch(newest, keys)) {
    const problem = "it is not signed by the key of its epoch";
    throw failure("JOURNAL_DAMAGED", { where: "checkpoint", problem });
  }
  if (newest !== null && newest.size >= Math.max(size, 1)) return newest;
  const { journal } = await openJournal(setting, {
    named: layout.directory,
    simulated: false,
    operator: operatorHere(),
    session: uuidv7(),
  });
  try {
    return await new Checkpointer(journal).sign();
  } finally {
    journal.close();
  }
}
