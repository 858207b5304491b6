import type { Setting } from "#cli/io.js";
import type { KeyStore } from "#credentials/key-store.js";
import { rotationsIn, unmarkRotation } from "#credentials/rotation-marker.js";
import { asShosekiError } from "#domain/errors.js";
import type { Journal } from "#journal/journal.js";
import { isWriterAlive } from "#journal/session-locks.js";

/**
 * Ends the changes of keys that a stopped program has left: where the new key signs the journal, the old private key is
 * destroyed, and where it does not, the new one. What cannot be destroyed now is said, and tried again next time.
 */
export async function settleRotations(
  setting: Setting,
  store: KeyStore,
  { journal, key }: { readonly journal: Journal; readonly key: string },
): Promise<void> {
  for (const rotation of rotationsIn(store.directory)) {
    const { from, to, session } = rotation;
    const left = to.fingerprint === key ? from : from.fingerprint === key ? to : null;
    if (left === null || isWriterAlive(journal.layout, session)) continue;
    try {
      await store.destroy(left);
      unmarkRotation(store.directory, rotation);
    } catch (error) {
      sayNotDestroyed(setting, left.fingerprint, error);
    }
  }
}

/** Says that a private key which signs nothing any more is still there, and why. */
export function sayNotDestroyed({ io, catalogue, json }: Setting, fingerprint: string, error: unknown): void {
  const { code } = asShosekiError(error);
  if (json) io.err(JSON.stringify({ keyLeft: { fingerprint, code } }));
  else io.err(catalogue.keys.keyLeft({ fingerprint, code }));
}
