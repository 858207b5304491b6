import { count, time } from "#messages/en/amounts.js";
import type { RehearsalTexts } from "#messages/rehearsal-texts.js";

const ends: RehearsalTexts["ends"] = {
  complete: "complete",
  stopped: "stopped",
  "rolled-back": "rolled back",
  "rolled-back-in-part": "rolled back in part",
};

export const rehearsal: RehearsalTexts = {
  ends,
  states: {
    done: "done",
    failed: "failed",
    uncertain: "uncertain",
    skipped: "skipped",
    undone: "undone",
    kept: "kept as it is",
    "undo-failed": "not undone",
  },
  notReached: "not reached",
  when: { before: "before", step: "check", after: "after" },
  heading: ({ title, endpoint, at }) => `Rehearsal of "${title}" on a copy of ${endpoint}, ${at}`,
  time,
  value: { true: "true", false: "false", null: "cannot be told" },
  notUndoable: (why) => `cannot be undone: ${why}`,
  byHand: "it is done by hand, and the procedure does not say how to take it back",
  refused: ({ code, message }) => `${code}: ${message}`,
  back: "Undone, the last thing first:",
  warnings: {
    UNREAD: ({ name, id, code }) =>
      `${name} (${id}) could not be read (${code}): its disks, snapshots and tools were taken for those of a plain machine.`,
    APPROVAL_ASSUMED: ({ step }) =>
      `The approval of ${step === null ? "the whole procedure" : step} was taken for granted.`,
    NO_CHANGE_NUMBER: ({ pattern }) =>
      `The run needs a change number (--ticket) that matches ${pattern}; none was given.`,
  },
  sum: ({ end, reached, steps, operations, totalMs, unestimated }) =>
    `The rehearsal is ${ends[end]}: ${reached} of ${count(steps, "step")}, ${count(operations, "operation")}, ` +
    `about ${time(totalMs)}${unestimated === 0 ? "" : ` and ${count(unestimated, "step")} without an estimate`}.`,
  backedOut: (end) => `Backing out after that: ${ends[end]}.`,
  kept: ({ seq, endpoint }) => `Nothing was changed at ${endpoint}. Entry #${seq} keeps the rehearsal.`,
  difference: {
    heading: ({ at }) => `Beside the rehearsal of ${at}:`,
    asPredicted: "All is as predicted.",
    notPredicted: "was not predicted",
    notReached: "was not reached",
    skipped: "was skipped",
    notInRun: "was rehearsed, and is not in the run",
    state: ({ predicted, actual }) => `predicted ${predicted}, is ${actual}`,
    end: ({ predicted, actual }) => `The run: predicted ${predicted}, is ${actual}.`,
    noEnd: "not at its end",
    entry: ({ OPR, name, predicted, actual }) =>
      predicted === null
        ? `${OPR} ${name}: ${actual}, and was not predicted`
        : `${OPR} ${name}: predicted ${predicted}, ${actual === null ? "was not tried" : `is ${actual}`}`,
    fact: ({ OPR, name, of, key, predicted, actual }) =>
      `${OPR} ${name}: ${of} ${key} predicted ${predicted}, is ${actual}`,
    took: ({ estimated, actual }) => `took ${actual}, estimated ${estimated}`,
    sum: ({ steps, different }) => `${count(different, "step")} of ${steps} not as predicted.`,
  },
};
