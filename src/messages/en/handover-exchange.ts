import type { HandoverExchangeTexts } from "#messages/handover-exchange-texts.js";

export const handoverExchange: HandoverExchangeTexts = {
  received: ({ who, origin, key, revision }) =>
    `The shift of ${who}, revision ${revision}; the journal ${origin}, key ${key}. All of it was checked.`,
  vouched: {
    signers: "The key is one that you hold.",
    known: "You have agreed to the key before.",
    nobody: "Nobody has said yet whose key it is.",
  },
  own: "The key is this journal's own: it is your own handover.",
  askKey: ({ key, origin, of }) =>
    `It is signed by the key ${key}${origin === "" ? "" : ` of the journal ${origin}`}. Compare it with what the ${of === "OUTGOING" ? "outgoing" : "incoming"} operator says by another way. Is it theirs? [y/N]`,
  askSign: "Do you sign exactly this, and hand the shift over? (yes)",
  askDecision: {
    accepted: "Do you take the shift over as it is reported here? (yes)",
    refused: "Do you refuse it, for this reason? (yes)",
    questioned: "Do you send these questions back? (yes)",
  },
  questionOf: ({ number, count }) => `Question ${number} of ${count} of the incoming operator:`,
  askAnswer: "Your answer:",
  answerKept: ({ answer }) => `You have answered before (Enter leaves it so): ${answer}`,
  yes: ["yes"],
  whatSigningDoes: ({ path, revision, key }) =>
    `Signed with ${key} as revision ${revision}, it is recorded in your journal and written to ${path}; a recording of this shift ends with it.`,
  handedOver: ({ path, seq, revision, key, report }) => [
    `Handed over (entry #${seq}, revision ${revision}): ${path}`,
    `Give the file to the incoming operator, and tell them your key's fingerprint by another way: ${key}`,
    `SHA-256 of the report: ${report}`,
    "Their answer comes as a file: shoseki handover answer FILE.tar.answer",
  ],
  answered: ({ decision, path, seq, again }) => [
    `${again ? "Before, you have" : "You have"} ${{ accepted: "taken the shift over", refused: "refused the shift", questioned: "questioned the report" }[decision]} (entry #${seq}): ${path}`,
    "Give the file to the outgoing operator, who takes it in: shoseki handover answer FILE.tar.answer",
  ],
  takenIn: ({ decision, who, key, seq, again }) =>
    `${who} (key ${key}) has ${{ accepted: "accepted the shift", refused: "refused the shift", questioned: "questions" }[decision]} (entry #${seq}${again ? ", as it was taken in before" : ""}).`,
  reason: ({ reason }) => `Why: ${reason}`,
  question: ({ section, seq, text }) => `${section}${seq === null ? "" : ` #${seq}`}: ${text}`,
  next: {
    accepted: "The shift is over.",
    refused: "Make the next revision, which has what is missing: shoseki handover",
    questioned: "Answer in the next revision: shoseki handover",
  },
  waived: ({ seq }) => `The shift begins without a handover, and your journal says why (entry #${seq}).`,
  writtenAgain: ({ path, seq }) => `Written again, as entry #${seq} has it: ${path}`,
  columns: {
    handover: "HANDOVER",
    revision: "REV",
    state: "STATE",
    side: "SIDE",
    time: "TIME",
    entry: "ENTRY",
    key: "KEY",
  },
  sides: { outgoing: "yours", incoming: "received" },
  states: {
    waiting: "waits for an answer",
    accepted: "accepted",
    refused: "refused",
    questioned: "questioned",
    replaced: "replaced by a later revision",
    twice: "ACCEPTED BY TWO PEOPLE",
  },
  none: ({ directory }) => `No shift was handed over or taken over in the journal ${directory}.`,
  remarksFile: [
    "Add to each section what the journal does not say: a list item or a paragraph each, under its heading.",
    "A section without any says none. What stands in comments like this one is not read: the facts are the journal's.",
    "Save the file and leave the editor; you are asked before anything is signed.",
  ],
  facts: "The facts:",
  remarksKept: ({ path }) => `What you have added is kept in ${path} until the shift is handed over.`,
  refusedBecause: ({ reason }) => `The revision before was refused: ${reason}`,
  waiting: ({ revision, seq, at }) =>
    `Revision ${revision} (entry #${seq}) waits for its answer since ${at}: shoseki handover answer FILE.tar.answer takes it in.`,
  sameOperator: ({ who }) =>
    `WARNING: it comes from ${who}, the very user and machine that you work as. Unless another person has handed it over, do not accept it.`,
  acceptedTwice: ({ key }) =>
    `TWO PEOPLE THINK THAT THEY HAVE THE SHIFT: the holder of ${key} had accepted it before. Talk with both; your journal has both answers.`,
};
