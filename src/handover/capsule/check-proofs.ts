import { unsound } from "#handover/capsule/fault.js";
import { proofName } from "#handover/capsule/member-names.js";
import type { Members } from "#handover/capsule/members.js";
import type { Line } from "#journal/line.js";
import { type Checkpoint, formatCheckpoint } from "#journal/note/checkpoint.js";
import { parseTlogProof } from "#journal/note/tlog-proof.js";
import { leafHash } from "#journal/tree/hash.js";
import { rootFromInclusion } from "#journal/tree/proof.js";

/** Each of these lines has a proof that it is in the tree of this very checkpoint. Throws `CapsuleUnsound`. */
export function checkProofs(members: Members, lines: readonly Line[], checkpoint: Checkpoint): void {
  const note = formatCheckpoint(checkpoint);
  for (const { bytes, entry } of lines) {
    const { seq } = entry;
    const name = proofName(seq);
    const wrong = (problem: string) => unsound(name, "WRONG_PROOF", problem, seq);
    const proof = parseTlogProof(members.text(name));
    if (proof === null) throw wrong("it is no proof (c2sp.org/tlog-proof)");
    if (proof.index !== seq || !proof.extra.equals(bytes)) throw wrong("it is of another entry");
    if (formatCheckpoint(proof.checkpoint) !== note) throw wrong("it is of another checkpoint");
    const root =
      seq < checkpoint.size ? rootFromInclusion(leafHash(bytes), seq, checkpoint.size, proof.hashes) : null;
    if (root?.equals(checkpoint.root) !== true)
      throw wrong("its hashes do not lead from the entry to the checkpoint's root");
  }
}
