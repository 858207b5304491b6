import type { Epoch, EpochBook } from "#journal/epochs.js";
import type { Checkpoint } from "#journal/note/checkpoint.js";
import { standingOf } from "#journal/note/signed-note.js";
import { keyId } from "#journal/note/verifier-key.js";

/**
 * Whether a checkpoint bears the signature of the key whose turn it is: that of its last entry, or, where the next entry
 * is another key's, of that one. Signatures by keys that are not the journal's are nobody's business here.
 */
export function isSignedByEpoch(checkpoint: Checkpoint, keys: EpochBook): boolean {
  const { size } = checkpoint;
  const turns = [keys.at(Math.max(size - 1, 0)), keys.at(size)].filter((epoch) => epoch !== null);
  const standings = new Set(turns.map((epoch) => standing(checkpoint, epoch)));
  return standings.has("signed") && !standings.has("forged");
}

function standing({ note }: Checkpoint, { origin, publicKey }: Epoch) {
  return standingOf(note, { name: origin, id: keyId(origin, publicKey), publicKey });
}
