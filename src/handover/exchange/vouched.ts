import { fingerprint } from "#journal/sshsig.js";
import type { HeldKeys } from "#journal/verify/held-keys.js";

/**
 * Why another operator's key is believed: it is among those that the operator holds, or was agreed to in this journal before.
 * Null where the operator must agree to its fingerprint.
 */
export type Vouched = "signers" | "known" | null;

/** @param signers what the operator holds; where that is said, nothing else counts */
export function vouchedFor(key: string, isKnown: boolean, signers: HeldKeys["keys"] | undefined): Vouched {
  if (signers === undefined) return isKnown ? "known" : null;
  return signers.some(({ publicKey }) => fingerprint(publicKey) === key) ? "signers" : null;
}
