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
  // For `log` and `verify` it is the simulator's newest journal; nothing new is written there.
  if (named === "sim:") throw failure("USAGE", { problem: "sim: as a journal can be read, not written" });
  const directories = directoriesOf(setting.io.env);
  if (simulated && named === null) {
    const directory = newSimulatorJournal(directories.simulatorJournals, session);
    return open(directory, signerOf(generatePrivateKey()), wanted, true);
  }
  const directory = named ?? directories.journal;
  if (foundingOf(directory) === null) {
    const founded = await found(setting, directory, directories.keys, wanted);
    if (founded !== null) return founded;
  }
  const key = foundingOf(directory)?.USR.key ?? "";
  return open(directory, await unlockKey(setting, directories.keys, key), wanted, false);
}

/** Founds a journal with a key of its own; null when another process has founded it meanwhile. */
async function found(
  setting: Setting,
  directory: string,
  keys: string,
  wanted: JournalWanted,
): Promise<OpenJournal | null> {
  const key = await makeKey(setting, keys);
  try {
    const opened = open(directory, key.signer, wanted, false);
    key.announce();
    return opened;
  } catch (error) {
    // The founding entry may be on the disk although what came after it failed: then its key must stay.
    if (foundingOf(directory)?.USR.key !== key.signer.fingerprint) key.discard();
    if (error instanceof ShosekiError && error.code === "KEY_MISSING") return null;
    throw error;
  }
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
