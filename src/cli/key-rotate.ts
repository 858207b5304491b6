import { v7 as uuidv7 } from "uuid";
import { exchangeKeys } from "#cli/exchange-keys.js";
import type { Setting } from "#cli/io.js";
import { journalToRead } from "#cli/journal-directory.js";
import { keyStoreOf } from "#cli/key-store.js";
import { openJournal } from "#cli/open-journal.js";
import { operatorHere } from "#cli/operator.js";
import type { Arguments } from "#cli/options.js";
import { failure } from "#domain/errors.js";
import { readCurrentKey } from "#journal/current-key.js";
import { layoutOf } from "#journal/layout.js";
import { readingFiles } from "#journal/reading-files.js";

/** `shoseki key rotate`: a new key signs what follows, and the old private key is destroyed. */
export async function rotateKey(setting: Setting, { options }: Arguments): Promise<0> {
  const directory = journalToRead(setting, options.journal);
  const exists = await readingFiles(directory, async () => readCurrentKey(layoutOf(directory)) !== null);
  if (!exists) throw failure("JOURNAL_MISSING", { directory });
  const [operator, session] = [operatorHere(), uuidv7()];
  const opened = await openJournal(setting, { named: directory, simulated: false, operator, session });
  const { journal, key, kept } = opened;
  try {
    const lock = journal.holdSession(session);
    try {
      const who = { name: operator.os, ...operator, key, session };
      const from = { fingerprint: key, kind: kept ?? "file" };
      await exchangeKeys(setting, { journal, store: keyStoreOf(setting), who, from });
    } finally {
      lock.release();
    }
  } finally {
    journal.close();
  }
  return 0;
}
