import type { Facts } from "#domain/entry.js";
import type { ErrorTexts } from "#messages/catalogue.js";
import { time } from "#messages/en/amounts.js";
import { unended } from "#messages/wording.js";

/** How a run of a procedure does not go on. */
export const runs = {
  CHECK_FAILED: ({ expression, seen, withinMs }) => ({
    what: `The check is not true${withinMs > 0 ? ` and did not become so within ${time(withinMs)}` : ""}: ${expression}${seenSaid(seen)}.`,
    notDone: "The step is not counted as done.",
    next: "Look at what is there; try the step again, skip it with a reason, or back out.",
  }),
  CHECK_NOT_TOLD: ({ expression, cause }) => ({
    what: `The check could not be looked at: ${expression}. ${unended(cause)}.`,
    notDone: "The step is not counted as done.",
    next: "Try the step again once it can be told, skip it with a reason, or back out.",
  }),
  SAID_NO: ({ question }) => ({
    what: `The operator answered no: ${question}`,
    notDone: "The step is not counted as done.",
    next: "Try the step again, skip it with a reason, or back out.",
  }),
  STEP_UNCERTAIN: ({ operation, name }) => ({
    what: `Nobody knows whether ${operation} of ${name} was done.`,
    notDone: "It is not done again by itself.",
    next: "Look at the target; then try the step again, skip it with a reason, or back out.",
  }),
  APPROVAL_MISSING: ({ step }) => ({
    what: `Step ${step} needs the approval of a second person, and there is none.`,
    notDone: "Nothing of it was run.",
    next: "Have the request signed, and hand in the signature.",
  }),
  APPROVAL_PLAN_CHANGED: ({ step }) => ({
    what: `What step ${step} would do is not what was approved any more.`,
    notDone: "Nothing of it was run.",
    next: "A new request has to be signed.",
  }),
  APPROVAL_TOO_OLD: ({ step, expires }) => ({
    what: `The approval of step ${step} was good until ${expires}.`,
    notDone: "Nothing of it was run.",
    next: "A new request has to be signed.",
  }),
  RUN_UNKNOWN: ({ run, nearest }) => ({
    what: `There is no run ${run} in this journal.`,
    notDone: "Nothing was run.",
    next:
      nearest.length === 0
        ? "shoseki procedure runs shows the runs of a journal; --journal names another."
        : `These can be gone on with: ${nearest.join(", ")}. shoseki procedure runs shows all.`,
  }),
  RUN_HELD: ({ run, console, since }) =>
    since === undefined
      ? {
          what: `The run ${run} is being gone on with by another program at ${console}.`,
          notDone: "Nothing was run here.",
          next: "Pause it there first.",
        }
      : {
          what: `The run ${run} was taken on by another program at ${console}, at ${since}.`,
          notDone: "Nothing more of it is run or recorded here.",
          next: "Go on with it there; or pause it there and resume it here.",
        },
  RUN_OVER: ({ run, end }) => ({
    what: `The run ${run} is over: ${end}.`,
    notDone: "Nothing was run.",
    next: "shoseki procedure report shows what was done. Begin another run with shoseki procedure run.",
  }),
  RUN_HANDED_OVER: ({ run, capsule }) => ({
    what: `The run ${run} was handed over in the capsule ${capsule}.`,
    notDone: "Nothing was run here: somebody else may be going on with it.",
    next: "Where nobody has taken it over, shoseki procedure resume with --take-back WHY takes it back.",
  }),
  RUN_ELSEWHERE: ({ run, endpoint, here }) => ({
    what: `The run ${run} was begun at ${endpoint}, and this is ${here}.`,
    notDone: "Nothing was run.",
    next: `Name ${endpoint}.`,
  }),
  RUN_UNREADABLE: ({ run, cause }) => ({
    what: `The procedure of the run ${run} cannot be read from the journal: ${cause}.`,
    notDone: "Nothing was run.",
    next: "shoseki verify --deep says what is wrong with the journal.",
  }),
  PROCEDURE_UNSOUND: ({ path, line, column, errors }) => ({
    what: `The check of ${path} finds ${errors === 1 ? "an error" : `${errors} errors`}, the first at ${line}:${column}.`,
    notDone: "No run was begun.",
    next: `shoseki procedure check ${path} says what is wrong.`,
  }),
  REQUEST_NOT_WRITTEN: ({ path, cause }) => ({
    what: `The request for an approval cannot be written to ${path}: ${unended(cause)}.`,
    notDone: "Nobody can sign it there; nothing of what it is about was run.",
    next: "Free the name or the room, or go to a directory where you may write, and resume the run.",
  }),
  RUN_NEEDS_YES: ({ file }) => ({
    what: `Nobody can be asked here whether each plan of ${file} is agreed to.`,
    notDone: "Nothing was run.",
    next: "Say --yes to agree to every plan beforehand, or run it in the console.",
  }),
  CHANGE_NUMBER_INVALID: ({ ticket, pattern }) => ({
    what:
      ticket === null
        ? `The procedure wants a change number of the form ${pattern}.`
        : `The change number ${ticket} is not of the form ${pattern}.`,
    notDone: "Nothing was run.",
    next: "Give it by --ticket.",
  }),
  CHANGE_NUMBER_OTHER: ({ run, ticket, begun }) => ({
    what: `The run ${run} was begun for the change ${begun}, and not for ${ticket}.`,
    notDone: "Nothing was run.",
    next: `Leave out --ticket, or give ${begun}. Another change is another run.`,
  }),
} satisfies Partial<ErrorTexts>;

function seenSaid(seen: Facts): string {
  const said = Object.entries(seen).map(([name, value]) => `${name} is ${String(value)}`);
  return said.length === 0 ? "" : ` (${said.join(", ")})`;
}
