import type { KeyringLook } from "#domain/key-place.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import { failedSaid, unfinishedSaid } from "#messages/en/command-end.js";
import { isWriteRefused, unended } from "#messages/wording.js";

const noEvidence = "Nothing is sent to a hypervisor without its entry on disk first.";

const keyringLook: Readonly<Record<KeyringLook, string>> = {
  SEARCHED: ", nor in the OS keyring",
  ABSENT: ", and there is no OS keyring here",
  NOT_ASKED: "",
};

/** The journal, and what should not happen. */
export const journal = {
  JOURNAL_UNWRITABLE: ({ directory, cause }) => ({
    what: `The journal ${directory} cannot be written: ${unended(cause)}.`,
    notDone: `The entry was not written. ${noEvidence}`,
    next: "Check the disk's free space and the permissions, or name another journal with --journal.",
  }),
  JOURNAL_LOCKED: ({ directory, seconds }) => ({
    what: `Another process has held the lock of the journal ${directory} for ${seconds} s.`,
    notDone: `The entry was not written. ${noEvidence}`,
    next: "See which other shoseki runs with this journal, and try again when it is done.",
  }),
  JOURNAL_DAMAGED: ({ where, problem }) => ({
    what: `The journal is damaged at ${where}: ${unended(problem)}.`,
    notDone: `Nothing was added to it. ${noEvidence}`,
    next: "Keep it as it is, as evidence; run shoseki verify on it, and work in a new one with --journal.",
  }),
  JOURNAL_MISSING: ({ directory }) => ({
    what: `There is no journal in ${directory}.`,
    notDone: "Nothing was read.",
    next: "Name the journal's directory: verify DIR, or --journal DIR or SHOSEKI_JOURNAL with any command.",
  }),
  JOURNAL_FAILED: ({ directory, cause }) => ({
    what: `The disk did not confirm what was written to the journal ${directory}: ${unended(cause)}.`,
    notDone:
      "Whether the last entry is on disk is not known; an operation that was under way may have been done " +
      "without its outcome recorded. Nothing more is sent.",
    next: "Check the disk, then run shoseki verify; the next login records what became of open intents.",
  }),
  OUTCOME_NOT_RECORDED: ({ operation, name, status, cause }) => ({
    what: `${operation} of ${name} ended with ${status}, and this could not be recorded: ${unended(cause)}.`,
    notDone:
      "Its intent is in the journal and stays open; its outcome was not written. Nothing more is sent.",
    next: "Note it down. Once the journal can be written, the next login records what became of it.",
  }),
  KEY_MISSING: ({ fingerprint, path, keyring }) => ({
    what: `The key ${fingerprint}, which signs this journal, is not to be found at ${path}${keyringLook[keyring]}.`,
    notDone: `Nothing was signed. ${noEvidence}`,
    next:
      keyring === "ABSENT"
        ? "Put the key file back, work in the desktop session whose OS keyring has the key, or begin a new journal with --journal."
        : "Put the key file back, or begin a new journal with --journal.",
  }),
  KEY_UNREADABLE: ({ path, cause }) => ({
    what: `The signing key ${path} cannot be read: ${unended(cause)}.`,
    notDone: `Nothing was signed. ${noEvidence}`,
    next: "Check the file and its permissions; openssl pkey -in FILE reads it when it is sound.",
  }),
  PASSPHRASE_MISSING: ({ path }) => ({
    what: `No passphrase was given for the signing key ${path}.`,
    notDone: `Nothing was signed. ${noEvidence}`,
    next: "Set SHOSEKI_PASSPHRASE, or run it from a terminal.",
  }),
  PASSPHRASE_WRONG: ({ path }) => ({
    what: `The passphrase does not open the signing key ${path}.`,
    notDone: `Nothing was signed. ${noEvidence}`,
    next: "Try again with the right one; it cannot be recovered from the file.",
  }),
  PASSPHRASES_DIFFER: () => ({
    what: "The two passphrases differ.",
    notDone: "No key was written, and no journal was founded.",
    next: "Try again, and type the same passphrase twice.",
  }),
  KEYRING_TIMEOUT: ({ fingerprint, path, seconds }) => ({
    what: `The OS keyring did not answer within ${seconds} s; the signing key ${fingerprint} may be in it. It is not at ${path}.`,
    notDone: `Nothing was signed. ${noEvidence}`,
    next: "Unlock the keyring, or answer what it asks, and try again.",
  }),
  KEYRING_FAILED: ({ fingerprint, path, cause }) => ({
    what: `The OS keyring, where the signing key ${fingerprint} may be, cannot be read: ${unended(cause)}. It is not at ${path}.`,
    notDone: `Nothing was signed. ${noEvidence}`,
    next: "Unlock the keyring and try again.",
  }),
  KEY_ROTATED: ({ directory }) => ({
    what: `Another key has been made the signing key of the journal ${directory} while it was open here.`,
    notDone: `The entry was not written. ${noEvidence}`,
    next: "Leave, and open the journal again: the new key is used then.",
  }),
  JOURNAL_IN_USE: ({ directory, sessions }) => ({
    what: `${sessions === 1 ? "1 session is" : `${sessions} sessions are`} at work with the journal ${directory}.`,
    notDone: "The key was not changed, and no new key was kept.",
    next: "Let them log out, and try again.",
  }),
  KEY_NOT_EXPORTED: ({ path, cause }) => ({
    what: `The key cannot be written to ${path}: ${unended(cause)}.`,
    notDone: "Nothing was exported, and no file was replaced.",
    next: "Name a file that is not there yet, in a directory that is.",
  }),
  CHECKPOINT_NOT_SIGNED: ({ directory, cause }) => ({
    what: `No checkpoint of the journal ${directory} could be signed: ${unended(cause)}.`,
    notDone: "What was written since the last one is in no checkpoint yet, and nothing was anchored.",
    next: isWriteRefused(cause)
      ? "Make the journal's disk writable again, then run shoseki verify."
      : "Entries go on being written. Check the disk's free space, and run shoseki verify.",
  }),
  ANCHOR_COMMAND_FAILED: ({ command, why }) => ({
    what: `The anchor command ${command} ${failedSaid(why)}.`,
    notDone: "The checkpoint was not put away by it.",
    next: "Try the command by hand, with a checkpoint file on its standard input.",
  }),
  ANCHOR_COMMAND_UNFINISHED: ({ command, why }) => ({
    what: `The anchor command ${command} ${unfinishedSaid(why)}.`,
    notDone: "Nobody here knows whether it has put the checkpoint away.",
    next: "Look where it puts them; the next anchor is tried within the hour, or at the next Login.",
  }),
  ENTRY_TOO_LARGE: ({ bytes, limit }) => ({
    what: `The entry would be ${bytes} bytes, and a journal line holds ${limit}.`,
    notDone: `The entry was not written. ${noEvidence}`,
    next: "Shorten the note or the reason.",
  }),
  ENTRY_UNKNOWN: ({ seq }) => ({
    what: `The journal has no entry ${seq}.`,
    notDone: "Nothing was shown, and nothing was planned.",
    next: "See the numbers there are with shoseki log; --journal DIR names a journal that is not the default one.",
  }),
  EVIDENCE_UNREADABLE: ({ path, expected }) => ({
    what: `${path} holds ${{ KEYS: "no keys", CHECKPOINTS: "something that is no checkpoint", PROOF: "no proof" }[expected]}.`,
    notDone: "Nothing was verified.",
    next: {
      KEYS: "Give --signers a copy of the journal's allowed_signers or vkey, as it is.",
      CHECKPOINTS: "Give --against copies of the journal's checkpoint, one after the other, as they are.",
      PROOF:
        "A proof is what shoseki proof SEQ prints (c2sp.org/tlog-proof), with the entry in its extra line.",
    }[expected],
  }),
  EVIDENCE_ELSEWHERE: ({ path, is }) => ({
    what: `${path} is ${
      {
        EMPTY: "empty",
        GZIP: "compressed (gzip)",
        ANSWER: "the answer to a handover",
        REPORT: "the report of a shift alone",
        RECORDING: "a recording alone",
        RUN: "the capsule of a procedure's run",
      }[is]
    }.`,
    notDone: "Nothing was verified.",
    next: {
      EMPTY: "Get it once more from whoever has made it, and compare its length.",
      GZIP: "Take that off first (gunzip), and verify what is in it.",
      ANSWER: "Both its signatures are checked where it is taken in: shoseki handover answer FILE.",
      REPORT: "Verify the capsule that it belongs to: shoseki verify FILE.tar.",
      RECORDING:
        "Alone it proves nothing: verify the journal that it belongs to (shoseki verify DIR), or the shift's capsule (shoseki verify FILE.tar).",
      RUN: "It is checked where the run is taken over: shoseki procedure resume RUN --capsule FILE.",
    }[is],
  }),
  PROOF_WITHOUT_KEYS: ({ path }) => ({
    what: `${path} is a proof, and a proof does not say whose keys are to be trusted.`,
    notDone: "Nothing was verified.",
    next: "Give your own copy of the journal's allowed_signers or vkey: --signers FILE.",
  }),
  INTERNAL: ({ problem }) => ({
    what: `Shoseki met a defect of its own: ${unended(problem)}.`,
    notDone: "What was under way was not completed; the journal says how far it came.",
    next: "Look at the target and at shoseki log, and report the defect with this line.",
  }),
} satisfies Partial<ErrorTexts>;
