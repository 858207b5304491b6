import type { Entry } from "#domain/entry.js";
import type { Signer } from "#journal/signer.js";
import { publicKeyLine } from "#journal/sshsig.js";
import type { Evidence } from "./evidence.js";
import type { Files } from "./files.js";
import { continued, madeAnew, rightSigner, type SignerAt } from "./forger.js";

/** The journal with its entries from `from` on as `change` makes them, all of it signed and chained as it should be. */
export function rewritten(
  evidence: Evidence,
  from: number,
  change: (entry: Entry, seq: number) => Entry | null,
  signerAt: SignerAt = rightSigner(evidence),
): Files {
  const entries = evidence.entries.slice(from).map((entry, index) => change(entry, from + index));
  const kept = entries.filter((entry) => entry !== null);
  const lines = continued(evidence.lines.slice(0, from), kept, signerAt);
  return madeAnew(evidence, lines, { checkpointSigner: signerAt });
}

export const retold = (entry: Entry): Entry => ({ ...entry, ticket: "CHG-1" });

/** The entries with another key in the place of the one that signs them. */
export function resigned(keys: readonly [Signer, Signer], { rotatedAt }: Evidence) {
  const keyAt = (seq: number) => keys[seq < rotatedAt ? 0 : 1];
  return (entry: Entry, seq: number): Entry => {
    const USR = { ...entry.USR, key: keyAt(seq).fingerprint };
    if (entry.key === undefined) return { ...entry, USR };
    const introduced = keyAt(seq === 0 ? 0 : seq + 1);
    return { ...entry, USR, key: { ...entry.key, public: publicKeyLine(introduced.publicKey) } };
  };
}
