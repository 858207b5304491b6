import type { Fault } from "#domain/journal-fault.js";
import { signersState } from "#journal/allowed-signers.js";
import type { Epoch } from "#journal/epochs.js";
import type { KeyFileTexts } from "#journal/verify/found.js";
import { vkeyState } from "#journal/vkey.js";

/** Which of the files that follow from the keys does not; null when both do, or are not there. */
export function keyFilesFault(
  { allowedSigners, vkey }: KeyFileTexts,
  epochs: readonly Epoch[],
): Fault | null {
  const problem = "it does not hold the keys that the journal's own key entries introduce";
  const place = { line: null, seq: null, problem };
  if (allowedSigners !== null && signersState(allowedSigners, epochs) === "wrong") {
    return { file: "allowed_signers", code: "WRONG_SIGNERS", ...place };
  }
  if (vkey !== null && vkeyState(vkey, epochs) === "wrong") {
    return { file: "vkey", code: "WRONG_VKEY", ...place };
  }
  return null;
}
