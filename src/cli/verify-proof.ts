import { readHeldKeys, textOf } from "#cli/held-evidence.js";
import type { Setting } from "#cli/io.js";
import { type Arguments, allowOnly } from "#cli/options.js";
import { otherEvidence } from "#cli/other-evidence.js";
import { OPTIONS_OF } from "#cli/subcommand-options.js";
import { failure } from "#domain/errors.js";
import { parseTlogProof } from "#journal/note/tlog-proof.js";
import { checkProof } from "#journal/verify/proof-check.js";
import { printable } from "#messages/printable.js";

/** Checks a proof alone, with the keys of whoever checks it: no journal is needed. */
export async function verifyProof(setting: Setting, args: Arguments, path: string): Promise<0 | 1> {
  allowOnly(args, "verify PROOF", OPTIONS_OF.verifyProof);
  const { io, catalogue, json } = setting;
  const is = otherEvidence(path);
  if (is !== null) throw failure("EVIDENCE_ELSEWHERE", { path, is });
  const proof = parseTlogProof(textOf(path));
  if (proof === null) throw failure("EVIDENCE_UNREADABLE", { path, expected: "PROOF" });
  if (args.options.signers === undefined) throw failure("PROOF_WITHOUT_KEYS", { path });
  const { keys } = readHeldKeys(args.options.signers);
  const checked = checkProof(path, proof, keys);
  const { size, origin } = proof.checkpoint;
  if ("fault" in checked) {
    io.out(
      json
        ? JSON.stringify({ sound: false, fault: checked.fault })
        : printable(catalogue.evidence.unsound(checked.fault)),
    );
    return 1;
  }
  const { entry } = checked;
  if (json) io.out(JSON.stringify({ sound: true, origin, size, entry }));
  else {
    const said = { seq: entry.seq, size, origin, operation: entry.OPR, target: entry.TGT.name };
    io.out(printable(catalogue.evidence.proven(said)));
  }
  return 0;
}
