import type { EpochBook } from "#journal/epochs.js";
import type { Checkpoint } from "#journal/note/checkpoint.js";
import { keyId } from "#journal/note/verifier-key.js";
import { bytesVerifierOf } from "#journal/signer.js";

const ID_BYTES = 4;

/** A signature over bytes, and the raw key that it is said to be by. */
export interface SignatureClaim {
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array;
  readonly publicKey: Uint8Array;
}

/**
 * The signatures of a checkpoint that claim to be by the key whose turn it is: that of its last entry, or, where the next
 * entry is another key's, of that one. None when it claims none of them. Signatures by others are nobody's business here.
 */
export function claimsOf({ size, note }: Checkpoint, keys: EpochBook): SignatureClaim[] {
  const bytes = Buffer.from(note.text);
  const turns = new Set([keys.at(Math.max(size - 1, 0)), keys.at(size)]);
  return [...turns].flatMap((epoch) => {
    if (epoch === null) return [];
    const { origin, publicKey } = epoch;
    const id = keyId(origin, publicKey);
    return note.signatures
      .filter((each) => each.name === origin && each.bytes.subarray(0, ID_BYTES).equals(id))
      .map((each) => ({ bytes, signature: each.bytes.subarray(ID_BYTES), publicKey }));
  });
}

/** Whether it bears such a signature, and none that only claims to be one. */
export function isSignedByEpoch(checkpoint: Checkpoint, keys: EpochBook): boolean {
  const claims = claimsOf(checkpoint, keys);
  return (
    claims.length > 0 &&
    claims.every(({ bytes, signature, publicKey }) => bytesVerifierOf(publicKey)(bytes, signature))
  );
}
