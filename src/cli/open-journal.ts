import { v7 as uuidv7 } from "uuid";
import type { Setting } from "#cli/io.js";
import { makeKey, unlockKey } from "#cli/journal-key.js";
import type { Operator } from "#cli/operator.js";
import { newSimulatorJournal } from "#cli/simulator-journals.js";
import { directoriesOf } from "#config/directories.js";
import type { Entry, Who } from "#domain/entry.js";
import { failure, ShosekiError } from "#domain/errors.js";
import { readFounding } from "#journal/founding.js";
import { Journal } from "#journal/journal.js";
import { layoutOf } from "#journal/layout.js";
import { generatePrivateKey, type Signer, signerOf } from "#journal/signer.js";
import { foundingEntry, tornEntry } from "#session/own-entries.js";

export interface OpenJournal {
  readonly journal: Journal;
  /** The signing key's fingerprint. */
  readonly key: string;
  readonly directory: string;
  /** The simulator's own, signed with a key that nobody keeps. */
  readonly throwAway: boolean;
}

export interface JournalWanted {
  /** `--journal` or `SHOSEKI_JOURNAL`; null for the default. */
  readonly named: string | null;
  /** The embedded simulator, where no journal is named, has one of its own and a key that is thrown away. */
  readonly simulated: boolean;
  readonly operator: Operator;
  readonly session: string;
}

/** Opens the journal for appending, or founds it. Errors: those of the key and of `Journal.open`. */
export async function openJournal(setting: Setting, wanted: JournalWanted): Promise<OpenJournal> {
  const { named, simulated, session } = wanted;
  const directories = directoriesOf(setting.io.env);
  if (simulated && named === null) {
    const directory = newSimulatorJournal(directories.simulatorJournals, session);
    return open(directory, signerOf(generatePrivateKey()), wanted, true);
  }
  const directory = named ?? directories.journal;
  const founding = foundingOf(directory);
  const signer =
    founding === null
      ? await makeKey(setting, directories.keys)
      : await unlockKey(setting, directories.keys, founding.USR.key);
  return open(directory, signer, wanted, false);
}

/** Null when there is no journal yet. What cannot even be read will not be written. */
function foundingOf(directory: string): Entry | null {
  try {
    return readFounding(layoutOf(directory));
  } catch (error) {
    if (error instanceof ShosekiError) throw error;
    throw failure("JOURNAL_UNWRITABLE", { directory, cause: (error as Error).message }, error);
  }
}

function open(
  directory: string,
  signer: Signer,
  { operator, session }: JournalWanted,
  throwAway: boolean,
): OpenJournal {
  const who: Who = { name: operator.os, ...operator, key: signer.fingerprint, session };
  const identity = `${operator.os}@${operator.console}`.replace(/[\s,"*?!]/g, "-");
  const origin = `${operator.console}/shoseki/${uuidv7()}`;
  const journal = Journal.open({
    directory,
    signer,
    founding: (publicKey) => foundingEntry(who, { origin, public: publicKey, identity }),
    torn: (file) => tornEntry(who, file),
  });
  return { journal, key: signer.fingerprint, directory, throwAway };
}
