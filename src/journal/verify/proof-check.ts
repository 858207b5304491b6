import type { Entry } from "#domain/entry.js";
import type { Fault, FaultCode } from "#domain/journal-fault.js";
import { decodeLine, entryBytes } from "#journal/line.js";
import { standingOf } from "#journal/note/signed-note.js";
import type { TlogProof } from "#journal/note/tlog-proof.js";
import { keyId } from "#journal/note/verifier-key.js";
import { verifierOf } from "#journal/signer.js";
import { fingerprint } from "#journal/sshsig.js";
import { leafHash } from "#journal/tree/hash.js";
import { rootFromInclusion } from "#journal/tree/proof.js";
import type { HeldKeys } from "#journal/verify/held-keys.js";

/**
 * Checks a proof with keys that are held by whoever checks it: the entry in it is one, of the seq that is proven, and
 * signed by one of them; the hashes lead from it to the checkpoint's root; the checkpoint is signed by one of them.
 */
export function checkProof(
  file: string,
  { extra, index, hashes, checkpoint }: TlogProof,
  keys: HeldKeys["keys"],
): { readonly entry: Entry } | { readonly fault: Fault } {
  const wrong = (code: FaultCode, problem: string) => ({
    fault: { file, line: null, seq: index, code, problem },
  });
  const line = decodeLine(extra);
  if ("problem" in line) return wrong("NOT_AN_ENTRY", `its entry is none: ${line.problem}`);
  const { entry } = line;
  if (entry.seq !== index) return wrong("WRONG_SEQ", `its entry has seq ${entry.seq}`);
  const signer = keys.find(({ publicKey }) => fingerprint(publicKey) === entry.USR.key);
  if (signer === undefined) return wrong("KEY_NOT_HELD", "its entry is signed by none of the keys you hold");
  if (!verifierOf(signer.publicKey)(entryBytes(line), line.signature)) {
    return wrong("WRONG_SIGNATURE", "its entry's signature is not by the key that it names");
  }
  const { origin, size, root, note } = checkpoint;
  const standings = keys.map(({ publicKey }) =>
    standingOf(note, { name: origin, id: keyId(origin, publicKey), publicKey }),
  );
  if (standings.includes("forged") || !standings.includes("signed")) {
    return wrong("CHECKPOINT_SIGNATURE", "its checkpoint is signed by none of the keys you hold");
  }
  const led = rootFromInclusion(leafHash(extra), index, size, hashes);
  return led?.equals(root) === true
    ? { entry }
    : wrong("CHECKPOINT_TREE", "its hashes do not lead from the entry to the checkpoint's root");
}
