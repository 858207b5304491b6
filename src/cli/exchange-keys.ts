import type { Setting } from "#cli/io.js";
import { makeKey, type NewKey } from "#cli/journal-key.js";
import { reportError } from "#cli/report-error.js";
import { sayNotDestroyed } from "#cli/settle-rotations.js";
import type { KeptKey, KeyStore } from "#credentials/key-store.js";
import { markRotation, type Rotation, unmarkRotation } from "#credentials/rotation-marker.js";
import type { Who } from "#domain/entry.js";
import { ShosekiError } from "#domain/errors.js";
import { readFounding } from "#journal/founding.js";
import type { Journal } from "#journal/journal.js";
import type { Line } from "#journal/line.js";
import { identityOf } from "#journal/origin.js";
import { publicKeyLine } from "#journal/sshsig.js";
import { rotationEntry } from "#session/own-entries.js";
import { saidCheckpoints } from "#session/said-checkpoints.js";

export interface Exchange {
  /** Open with the old key. */
  readonly journal: Journal;
  readonly store: KeyStore;
  /** Whose session is held, and the old key. */
  readonly who: Who;
  readonly from: KeptKey;
}

/**
 * Makes a new key, has the old one introduce it, and destroys the old one. The new key is kept before the entry is
 * written, and the old one destroyed after it; a marker lies beside the keys from before the first until after the last,
 * so that `settleRotations` can end what was stopped in between. Errors: those of `makeKey` and `Journal.rotate`.
 */
export async function exchangeKeys(setting: Setting, exchange: Exchange): Promise<void> {
  const { journal, store, who, from } = exchange;
  journal.mustBeUnused(who.session);
  const marked: Rotation[] = [];
  const unmark = () => {
    for (const rotation of marked.splice(0)) unmarkRotation(store.directory, rotation);
  };
  let made: NewKey;
  try {
    made = await makeKey(setting, store, (to) => {
      const rotation = { from, to, session: who.session };
      markRotation(store.directory, rotation);
      marked.push(rotation);
    });
  } catch (error) {
    unmark();
    throw error;
  }
  let line: Line;
  try {
    line = introduced(exchange, made);
  } catch (error) {
    // Where nobody knows whether the entry is on the disk, both keys stay until the journal says which one signs.
    if (!(error instanceof ShosekiError) || error.code !== "JOURNAL_FAILED") {
      await made.discard();
      unmark();
    }
    throw error;
  }
  made.announce();
  await lastCheckpoint(setting, journal);
  const destroyed = await isDestroyed(setting, exchange);
  if (destroyed) unmark();
  sayExchanged(setting, {
    seq: line.entry.seq,
    from: from.fingerprint,
    to: made.signer.fingerprint,
    destroyed,
  });
}

/** The old key vouches for all that it has signed, up to the entry that ends its epoch. */
async function lastCheckpoint(setting: Setting, journal: Journal): Promise<void> {
  const checkpoints = saidCheckpoints(journal, (error) => reportError(setting, error));
  await checkpoints.now().catch(() => undefined);
  await checkpoints.close();
}

/** Where not, it is said, and tried again whenever the journal is opened. */
async function isDestroyed(setting: Setting, { store, from }: Exchange): Promise<boolean> {
  try {
    await store.destroy(from);
    return true;
  } catch (error) {
    sayNotDestroyed(setting, from.fingerprint, error);
    return false;
  }
}

interface Exchanged {
  readonly seq: number;
  readonly from: string;
  readonly to: string;
  readonly destroyed: boolean;
}

function sayExchanged({ io, catalogue: { keys }, json }: Setting, exchanged: Exchanged): void {
  const { from: fingerprint, destroyed } = exchanged;
  const said = [keys.rotated(exchanged), ...(destroyed ? [keys.destroyed({ fingerprint })] : [])];
  io.out(json ? JSON.stringify({ rotated: exchanged }) : said.join("\n"));
}

/** The last entry of the old key. */
function introduced({ journal, who }: Exchange, { signer }: NewKey): Line {
  const origin = readFounding(journal.layout)?.key?.origin ?? "";
  const identity = identityOf(who.os, who.console);
  return journal.rotate(rotationEntry(who, { origin, public: publicKeyLine(signer.publicKey), identity }));
}
