import { v7 as uuidv7 } from "uuid";
import type { Setting } from "#cli/io.js";
import { journalToRead } from "#cli/journal-directory.js";
import { openJournal } from "#cli/open-journal.js";
import { operatorHere } from "#cli/operator.js";
import type { Exchange } from "#handover/exchange/exchange.js";
import { Trail } from "#session/trail.js";

/**
 * Runs something that hands a shift over, or answers, in the operator's own journal, without any Login. Errors: those of the
 * journal's key and of opening it.
 *
 * @param named `--journal`
 */
export async function inExchange<T>(
  setting: Setting,
  named: string | undefined,
  work: (exchange: Exchange, trail: Trail) => Promise<T>,
): Promise<T> {
  const [operator, session] = [operatorHere(), uuidv7()];
  const directory = journalToRead(setting, named);
  const opened = await openJournal(setting, { named: directory, simulated: false, operator, session });
  const { journal, key } = opened;
  try {
    const lock = journal.holdSession(session);
    try {
      const circumstances = { ...operator, key, session, endpoint: "journal:", platform: "shoseki" };
      const trail = new Trail(journal, circumstances, operator.os);
      const record: Exchange["record"] = (event, unless) => trail.handover(event, unless);
      return await work({ journal, operator, record }, trail);
    } finally {
      lock.release();
    }
  } finally {
    journal.close();
  }
}
