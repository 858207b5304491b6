import type { Fault } from "#domain/journal-fault.js";
import { signersState } from "#journal/allowed-signers.js";
import type { Epoch } from "#journal/epochs.js";
import type { KeyFileTexts } from "#journal/verify/found.js";
import { vkeyState } from "#journal/vkey.js";

/**
 * Which of the files that follow from the keys does not; null when both do, or are not there. A key is written to both
 * before it signs anything: only one that has signed nothing yet may be lacking.
 *
 * @param size how many entries there are
 */
export function keyFilesFault(
  { allowedSigners, vkey }: KeyFileTexts,
  epochs: readonly Epoch[],
  size: number,
): Fault | null {
  const signing = epochs.filter(({ fromSeq }) => fromSeq < size).length;
  const lacksKeys = (text: string) => text.split("\n").length - 1 < signing;
  const problem = "it does not hold the keys that the journal's own key entries introduce";
  const place = { line: null, seq: null, problem };
  if (
    allowedSigners !== null &&
    (lacksKeys(allowedSigners) || signersState(allowedSigners, epochs) === "wrong")
  ) {
    return { file: "allowed_signers", code: "WRONG_SIGNERS", ...place };
  }
  if (vkey !== null && (lacksKeys(vkey) || vkeyState(vkey, epochs) === "wrong")) {
    return { file: "vkey", code: "WRONG_VKEY", ...place };
  }
  return null;
}
