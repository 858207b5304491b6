import type { CapsuleProblem } from "#domain/capsule-problem.js";
import type { CapsuleTexts } from "#messages/capsule-texts.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import { unended } from "#messages/wording.js";

const PROBLEMS: Readonly<Record<CapsuleProblem, string>> = {
  TOO_LARGE: "it is larger than a capsule can be",
  FORM: "it is not in the form of a capsule, byte for byte",
  NOT_AN_ENTRY: "a line is no entry of a journal",
  WRONG_ORDER: "an entry is not where it belongs, or is there twice",
  OTHER_RUN: "an entry is of another run",
  NO_BEGINNING: "the run does not begin where it should",
  NO_INTENT: "an operation ends that was not begun",
  WRONG_KEYS: "its keys are not those of a journal",
  WRONG_SIGNATURE: "an entry is not signed by the key whose turn it was",
  NOT_IN_TREE: "an entry is not in the journal that the checkpoint is of",
  CHECKPOINT_SIGNATURE: "its checkpoint is not signed by the journal's key",
  CAPSULE_SIGNATURE: "it is not signed by the journal's newest key",
  WRONG_BLOB: "a long text is missing, altered or belongs to nothing",
  WRONG_EARLIER: "the capsule that the run came in before is missing or another",
  KEY_NOT_HELD: "it is signed by a key that you do not hold",
};

export const capsuleErrors = {
  CAPSULE_INVALID: ({ path, problem, seq }) => ({
    what: `${path} cannot be believed: ${PROBLEMS[problem]}${seq === null ? "" : ` (entry ${seq})`}.`,
    notDone: "The run was not taken over, and nothing of it was done here.",
    next:
      problem === "KEY_NOT_HELD"
        ? "Ask whoever handed it over for their key's fingerprint, and give --signers a file that has that key."
        : "Have the file sent again, as it is. If that does not help, ask for a new one: shoseki procedure capsule RUN.",
  }),
  CAPSULE_TOO_LARGE: ({ run, bytes, limit }) => ({
    what: `The capsule of the run ${run} would be ${bytes} bytes, and one may have ${limit}.`,
    notDone: "No file was written, and the run was not handed over.",
    next: "Go on with it here: shoseki procedure resume RUN.",
  }),
  CAPSULE_KEY_UNKNOWN: ({ path, key, origin }) => ({
    what: `The capsule ${path} is signed by the key ${key} of the journal ${origin}, and nobody has said that this is the other operator's.`,
    notDone: "The run was not taken over.",
    next: "Agree to the key at a terminal, or hold it against their allowed_signers with --signers FILE: --yes does not vouch for a key.",
  }),
  CAPSULE_NOT_WRITTEN: ({ path, cause }) => ({
    what: `The capsule was not written to ${path}: ${unended(cause)}.`,
    notDone: "The run was not handed over: it can be gone on with here.",
    next: "Name a file that is not there yet, in a directory that is: -o FILE.",
  }),
} satisfies Partial<ErrorTexts>;

export const capsules: CapsuleTexts = {
  handedOver: ({ path, title, run, entries, key }) =>
    `The run ${run} (${title}) is in ${path}, with its ${entries} entries, and is not gone on with here. ` +
    "Give the file to whoever goes on with it, and tell them in person or by telephone the fingerprint of the key that " +
    `signed it: ${key}`,
};
