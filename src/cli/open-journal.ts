import type { Setting } from "#cli/io.js";
import { makeKey, unlockKey } from "#cli/journal-key.js";
import { keyStoreOf } from "#cli/key-store.js";
import type { Operator } from "#cli/operator.js";
import { settleRotations } from "#cli/settle-rotations.js";
import { newSimulatorJournal } from "#cli/simulator-journals.js";
import { directoriesOf } from "#config/directories.js";
import type { KeyStore } from "#credentials/key-store.js";
import type { Who } from "#domain/entry.js";
import { failure, ShosekiError } from "#domain/errors.js";
import type { KeyPlace } from "#domain/key-place.js";
import { readCurrentKey } from "#journal/current-key.js";
import { Journal } from "#journal/journal.js";
import { layoutOf } from "#journal/layout.js";
import { identityOf, newOrigin } from "#journal/origin.js";
import { generatePrivateKey, type Signer, signerOf } from "#journal/signer.js";
import { sealRecordings } from "#recording/seal-recordings.js";
import { foundingEntry, tornEntry } from "#session/own-entries.js";

export interface OpenJournal {
  readonly journal: Journal;
  /** The signing key's fingerprint. */
  readonly key: string;
  /** Where its private key is kept; null for one that nobody keeps. */
  readonly kept: KeyPlace["kind"] | null;
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
    return open(directory, signerOf(generatePrivateKey()), wanted, null);
  }
  const directory = named ?? directories.journal;
  const store = keyStoreOf(setting);
  const key = currentKeyOf(directory);
  if (key !== null) return await openExisting(setting, directory, store, wanted, key);
  const founded = await found(setting, directory, store, wanted);
  return founded ?? (await openExisting(setting, directory, store, wanted, currentKeyOf(directory) ?? ""));
}

async function openExisting(
  setting: Setting,
  directory: string,
  store: KeyStore,
  wanted: JournalWanted,
  fingerprint: string,
): Promise<OpenJournal> {
  const { key, kind } = await unlockKey(setting, store, fingerprint);
  const opened = open(directory, signerOf(key), wanted, kind);
  await settleRotations(setting, store, opened);
  return opened;
}

/** Founds a journal with a key of its own; null when another process has founded it meanwhile. */
async function found(
  setting: Setting,
  directory: string,
  store: KeyStore,
  wanted: JournalWanted,
): Promise<OpenJournal | null> {
  const key = await makeKey(setting, store);
  try {
    const opened = open(directory, key.signer, wanted, key.kept.kind);
    key.announce();
    return opened;
  } catch (error) {
    // The founding entry may be on the disk although what came after it failed: then its key must stay.
    if (currentKeyOf(directory) !== key.signer.fingerprint) await key.discard();
    if (error instanceof ShosekiError && error.code === "KEY_MISSING") return null;
    throw error;
  }
}

/** Null when there is no journal yet. What cannot even be read will not be written. */
function currentKeyOf(directory: string): string | null {
  try {
    return readCurrentKey(layoutOf(directory));
  } catch (error) {
    if (error instanceof ShosekiError) throw error;
    throw failure("JOURNAL_UNWRITABLE", { directory, cause: (error as Error).message }, error);
  }
}

function open(
  directory: string,
  signer: Signer,
  { operator, session }: JournalWanted,
  kept: KeyPlace["kind"] | null,
): OpenJournal {
  const who: Who = { name: operator.os, ...operator, key: signer.fingerprint, session };
  const identity = identityOf(operator.os, operator.console);
  const origin = newOrigin(operator.console);
  const journal = Journal.open({
    directory,
    signer,
    founding: (publicKey) => foundingEntry(who, { origin, public: publicKey, identity }),
    torn: (file) => tornEntry(who, file),
  });
  sealRecordings(journal, { who, where: { endpoint: "journal:", platform: "shoseki", host: null } });
  return { journal, key: signer.fingerprint, kept, directory, throwAway: kept === null };
}
