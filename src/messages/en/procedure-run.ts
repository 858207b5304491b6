import type { ProcedureRunTexts } from "#messages/procedure-run-texts.js";

export const procedureRun: ProcedureRunTexts = {
  begun: ({ title, id, steps }) => `${title}: run ${id}, ${steps} ${steps === 1 ? "step" : "steps"}.`,
  resumed: ({ title, id }) => `${title}: the run ${id} goes on.`,
  turn: ({ number, count, title, item, undoing }) =>
    `[${number}/${count}] ${undoing ? "undo: " : ""}${title}${item === null ? "" : ` (${item})`}`,
  plan: ({ line, operations }) =>
    operations === 1 ? `plan: ${line}` : `plan, ${operations} operations: ${line}`,
  check: ({ expression, value }) =>
    `check: ${expression}: ${value === null ? "cannot be told" : value ? "yes" : "no"}`,
  waits: ({ expression, until }) => `waits until ${until} for: ${expression}`,
  ended: ({ state, what }) => (what === "" ? state : `${state}: ${what}`),
  askPlan: "Carry this out? [y / skip WHY / back-out WHY / pause]",
  askQuestion: "[y / n / skip WHY / back-out WHY / pause]",
  askInstructions: "What was seen? [TEXT / skip WHY / back-out WHY / pause]",
  askFailure: "What now? [again / skip WHY / back-out WHY / pause]",
  askFailedApproval: "What now? [again / back-out WHY / pause]",
  askUndo: {
    plan: "Carry this out? [y / skip WHY / pause]",
    instructions: "What was seen? [TEXT / skip WHY / pause]",
    failure: "What now? [again / skip WHY / pause]",
  },
  askWhy: "Why?",
  noAnswer: ({ said, words }) =>
    `${said === "" ? "Nothing was answered" : `“${said}” is no answer here`}: say ${words.join(", ")}.`,
  noReason: "That takes a reason, for the record.",
  inFull: ({ word, answer }) =>
    `“${word}” is not taken for what was seen: write ${answer} in full, or what was seen.`,
  askKey: ({ key, origin }) =>
    `The capsule is signed by the key ${key} of the journal ${origin}. Compare it with what the other operator says by another way. Is it theirs? [y/N]`,
  answers: {
    yes: ["y", "yes"],
    no: ["n", "no"],
    skip: ["s", "skip"],
    "back-out": ["b", "back-out"],
    pause: ["p", "pause"],
    again: ["a", "again"],
  },
  seenMissing: ({ step, instructions }) =>
    `${step} is done by hand, and --yes does not say what was seen: ${instructions}`,
  approvalMissing: ({ path, expires, principal }) =>
    [
      `A second person is needed. The request is in ${path}, and can be answered until ${expires}.`,
      "That person signs it in one of two ways, on another account or machine:",
      `  shoseki procedure approve ${path}`,
      `  ssh-keygen -Y sign -f KEY -n ${principal} ${path}`,
      "Either makes the file .sig beside it.",
    ].join("\n"),
  approvalNotSkipped: ({ step }) =>
    `Step ${step} is not left out: nobody leaves out what a second person is asked for.`,
  failureLeft: "The procedure leaves it to the operator what to do now.",
  takenBack: ({ why }) => `It was handed over, and is taken back: ${why}`,
  brokenOff: ({ title, id, after }) => `${title}: broken off after ${after} (run ${id})`,
  left: ({ how, title, id }) => `${title}: ${how} (run ${id})`,
  goOn: ({ line }) => `It is gone on with by:\n  ${line}`,
  ways: ({ again, skip, backOut }) =>
    [
      `To try the step again:\n  ${again}`,
      ...(skip === null ? [] : [`To leave it out:\n  ${skip}`]),
      ...(backOut === null ? [] : [`To undo what was done:\n  ${backOut}`]),
    ].join("\n"),
  columns: { run: "RUN", state: "STATE", title: "TITLE", endpoint: "ENDPOINT", begun: "BEGUN" },
  none: ({ directory }) => `There are no runs in the journal ${directory}.`,
};
