import type { ErrorTexts } from "#messages/catalogue.js";
import { unended } from "#messages/wording.js";

const noEvidence = "Nothing is sent to a hypervisor without its entry on disk first.";

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
  KEY_MISSING: ({ fingerprint, path }) => ({
    what: `The key ${fingerprint}, which signs this journal, is not to be found at ${path}.`,
    notDone: `Nothing was signed. ${noEvidence}`,
    next: "Put the key file back, or begin a new journal with --journal.",
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
    notDone: "No key was made, and no journal was founded.",
    next: "Try again, and type the same passphrase twice.",
  }),
  ENTRY_TOO_LARGE: ({ bytes, limit }) => ({
    what: `The entry would be ${bytes} bytes, and a journal line holds ${limit}.`,
    notDone: `The entry was not written. ${noEvidence}`,
    next: "Shorten the note or the reason.",
  }),
  ENTRY_UNKNOWN: ({ seq }) => ({
    what: `The journal has no entry ${seq}.`,
    notDone: "Nothing was printed.",
    next: "See the numbers there are with shoseki log.",
  }),
  INTERNAL: ({ problem }) => ({
    what: `Shoseki met a defect of its own: ${unended(problem)}.`,
    notDone: "What was under way was not completed; the journal says how far it came.",
    next: "Look at the target and at shoseki log, and report the defect with this line.",
  }),
} satisfies Partial<ErrorTexts>;
