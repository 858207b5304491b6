import type { ErrorFacts } from "#domain/errors.js";
import type { AnswerProblem, Decision } from "#domain/handover.js";
import type { ErrorTexts, Explanation } from "#messages/catalogue.js";
import { unended } from "#messages/wording.js";

const notAnswered = "The handover was neither accepted, refused nor questioned, and nothing is recorded.";
const notSigned = "The shift was not handed over: nothing was signed, and nothing is recorded.";
const notTaken = "The answer was not taken in, and nothing is recorded.";

const PROBLEMS: Readonly<Record<AnswerProblem, string>> = {
  FORM: "it is not in the form of an answer, byte for byte",
  CONTRADICTS: "it says two things that cannot both be",
  SIGNATURE: "it is not signed by the key that it names",
  REPORT_SIGNATURE:
    "the report that you handed over is not signed by the key that it names, for this decision",
};

const DECIDED: Readonly<Record<Decision, string>> = {
  accepted: "accepted",
  refused: "refused",
  questioned: "questioned",
};

const NOT_SIGNED: Readonly<Record<ErrorFacts["HANDOVER_NOT_SIGNED"]["why"], Explanation>> = {
  NO_TERMINAL: {
    what: "A shift is only handed over at a terminal, by somebody who has read the report, and there is none to ask at.",
    notDone: notSigned,
    next: "Run shoseki handover at a terminal; shoseki handover --draft shows the report without one.",
  },
  DECLINED: {
    what: "You have not agreed.",
    notDone: notSigned,
    next: "Run shoseki handover again once the report is as you want it: what you have added is kept until then.",
  },
  ANSWER: {
    what: "You have not agreed.",
    notDone: notAnswered,
    next: "Answer it once you have read it: accept, refuse with a reason, or question it.",
  },
};

/** By whose journal it is that has the answer. */
const ANSWERED_NEXT = {
  INCOMING: {
    accepted: "If the answer's file is lost, shoseki handover again writes it once more.",
    refused:
      "The outgoing operator hands over a new revision (shoseki handover), which is answered by itself.",
  },
  OUTGOING: {
    accepted:
      "Talk with who has sent this answer: the shift is with who accepted it. shoseki handover list shows whose key that is.",
    refused:
      "Hand over the next revision (shoseki handover), and have that answered by who takes the shift over.",
  },
} as const;

/** Handovers of shifts. */
export const handoverErrors = {
  HANDOVER_INVALID: ({ path, problem }) => ({
    what: `The handover ${path} cannot be believed: ${unended(problem)}.`,
    notDone: notAnswered,
    next: "See all that is wrong with shoseki verify FILE, and have the file sent again, as it is: the outgoing operator's shoseki handover again writes it once more.",
  }),
  HANDOVER_UNSIGNED: ({ path }) => ({
    what: `${path} is a draft: nobody has signed it.`,
    notDone: notAnswered,
    next: "Have the outgoing operator hand the shift over: shoseki handover.",
  }),
  HANDOVER_KEY_UNKNOWN: ({ path, key, origin, of }) => ({
    what: `${path} is signed by the key ${key}${origin === "" ? "" : ` of the journal ${origin}`}, and nobody has said that this is the ${of === "OUTGOING" ? "outgoing" : "incoming"} operator's.`,
    notDone: of === "OUTGOING" ? notAnswered : notTaken,
    next: "Ask them for their key's fingerprint in person or by telephone, and agree to it at a terminal; or hold it against their allowed_signers with --signers FILE.",
  }),
  HANDOVER_OWN: ({ key }) => ({
    what: `The key ${key}, which has handed this shift over, is this journal's own: nobody takes a shift over from themselves.`,
    notDone: "Nothing was answered or taken in, and nothing is recorded.",
    next: "Have the incoming operator answer it, with a journal and a key of their own (--journal DIR).",
  }),
  HANDOVER_SAME_OPERATOR: ({ who }) => ({
    what: `The shift was handed over by ${who}, the very user and machine that you work as: with another key, but perhaps by you.`,
    notDone: notAnswered,
    next: "If it is another person's (an account that several use), accept it with a reason that says whose: --reason TEXT.",
  }),
  HANDOVER_OTHER_FILE: ({ path, is }) => ({
    what:
      is === "ANSWER"
        ? `${path} is an answer to a handover, and no handover.`
        : `${path} is a handover, and no answer to one.`,
    notDone: is === "ANSWER" ? notAnswered : notTaken,
    next:
      is === "ANSWER"
        ? "Who has handed over takes it in with shoseki handover answer FILE; in the console, handover answer FILE."
        : "Read it with shoseki handover show FILE, and answer it with accept, refuse or question; in the console, handover take FILE.",
  }),
  HANDOVER_NO_ENTRY: ({ section, seq }) => ({
    what: `The report names no entry #${seq} in its section ${section}.`,
    notDone: notAnswered,
    next: "Ask about an entry that stands there (shoseki handover show FILE.tar), or about the section: --question SECTION=TEXT.",
  }),
  HANDOVER_EMPTY: ({ firstSeq }) => ({
    what: `There is nothing to hand over: the journal has no entry from #${firstSeq} on.`,
    notDone: "Nothing was signed, no file was written, and nothing is recorded.",
    next: "Hand over once there is work that nobody has been handed over yet; shoseki handover list shows how earlier handovers stand.",
  }),
  HANDOVER_NOT_NEWEST: ({ handover, revision, newest }) => ({
    what: `This is revision ${revision} of the handover ${handover}, and the newest that is known is ${newest}.`,
    notDone: "Nothing was signed, answered or taken in, and nothing is recorded.",
    next: "Go on with the newest revision, or ask for it: shoseki handover list shows those that are known here.",
  }),
  HANDOVER_ANSWERED: ({ handover, revision, decision, seq, by }) => ({
    what: `Revision ${revision} of the handover ${handover} is ${DECIDED[decision]} already (entry ${seq}).`,
    notDone: "Nothing else was recorded: what is decided is not decided otherwise.",
    next: ANSWERED_NEXT[by][decision === "refused" ? "refused" : "accepted"],
  }),
  HANDOVER_ANSWER_INVALID: ({ path, problem }) => ({
    what: `The answer ${path} cannot be believed: ${PROBLEMS[problem]}.`,
    notDone: notTaken,
    next: "Have the file sent again, as it is: the incoming operator's shoseki handover again writes it once more.",
  }),
  HANDOVER_UNKNOWN: ({ handover, nearest }) => ({
    what:
      handover === ""
        ? "This journal has no handover yet."
        : `This journal has no handover ${handover}${nearest.length === 0 ? "" : `; it has ${nearest.join(", ")}`}.`,
    notDone: "Nothing was written, and nothing is recorded.",
    next: "Name the journal that has it (--journal DIR); shoseki handover list shows those that are known here.",
  }),
  HANDOVER_NOT_REVISABLE: ({ handover, revision, state }) => ({
    what:
      state === "accepted"
        ? `Revision ${revision} of the handover ${handover} is accepted: it is not made once more.`
        : `Revision ${revision} of the handover ${handover} waits for its answer: it is not made once more before that.`,
    notDone: notSigned,
    next:
      state === "accepted"
        ? "Hand over what came since as a shift of its own: shoseki handover."
        : "Take in the answer first: shoseki handover answer FILE.tar.answer.",
  }),
  HANDOVER_UNANSWERED: ({ questions }) => ({
    what:
      questions === 1
        ? "A question of the incoming operator has no answer."
        : `${questions} questions of the incoming operator have no answer.`,
    notDone: notSigned,
    next: "Answer each of them, if only to say that it is not known.",
  }),
  HANDOVER_STALE: ({ entries }) => ({
    what: `The journal has gone on since the report was drawn: ${entries === 1 ? "1 entry" : `${entries} entries`} of what was done ${entries === 1 ? "is" : "are"} not in it.`,
    notDone: notSigned,
    next: "Do it once more: the facts are drawn anew, and what you have added is kept.",
  }),
  HANDOVER_NOT_SIGNED: ({ why }) => NOT_SIGNED[why],
  EDITOR_FAILED: ({ editor, cause, path }) => ({
    what: `The editor ${editor} ended with ${unended(cause)}.`,
    notDone: notSigned,
    next: `Set EDITOR to an editor of your own, or give your remarks by --remarks FILE. What was written is in ${path}.`,
  }),
  HANDOVER_NOT_WRITTEN: ({ path, cause, recorded }) => ({
    what: `${path} was not written: ${unended(cause)}.`,
    notDone:
      recorded === null
        ? "Nothing was signed, and nothing is recorded."
        : `Your journal says what you have signed (entry ${recorded}), but nobody has the file.`,
    next:
      recorded === null
        ? "Name a file that is not there yet, in a directory that is: -o FILE."
        : "Write the same file elsewhere: shoseki handover again -o FILE; in the console, handover again -o FILE.",
  }),
} satisfies Partial<ErrorTexts>;
