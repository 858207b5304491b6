import type { Console } from "#console/console.js";
import { TextDialog } from "#console/prompts/text-dialog.js";
import { asShosekiError, type ErrorCode, type ShosekiError } from "#domain/errors.js";
import { explain } from "#messages/explain.js";
import { point } from "#messages/point.js";

/** After one of these the journal takes nothing more, or cannot be relied on to. */
const ENDS_THE_JOURNAL: readonly ErrorCode[] = [
  "JOURNAL_UNWRITABLE",
  "JOURNAL_FAILED",
  "OUTCOME_NOT_RECORDED",
  "JOURNAL_DAMAGED",
  "KEY_ROTATED",
];

/** Says in full what happened, what was not done and what to do next. After a failure of the journal nothing more is done. */
export function sayProblem({ store, catalogue }: Console, cause: unknown): void {
  const error = asShosekiError(cause);
  const { problem, code } = error;
  noteFailure(store, error);
  const { what, notDone, next } = explain(problem, catalogue);
  const fromNowOn = isOfTheDisk(code) ? ["", catalogue.console.journalFailed] : [];
  const pointed = point(problem);
  const dialog: TextDialog = new TextDialog({
    title: code,
    lines: () => [
      ...(pointed === null ? [] : [...pointed.split("\n"), ""]),
      what,
      "",
      notDone,
      "",
      next,
      ...fromNowOn,
    ],
    close: () => store.dialogs.close(dialog),
  });
  store.dialogs.open(dialog);
  store.changes.now();
}

/** The same in a line, for what nobody has asked for: a dialog would take the keys that are meant for something else. */
export function sayInPassing({ store, catalogue }: Console, cause: unknown): void {
  const error = asShosekiError(cause);
  const { problem, code } = error;
  const { what, next } = explain(problem, catalogue);
  noteFailure(store, error);
  store.say("danger", `${what} ${isOfTheDisk(code) ? catalogue.console.journalFailed : next}`);
}

/** Whether this error is one after which the journal takes nothing more, or cannot be relied on to. */
export function endsTheJournal({ code }: ShosekiError): boolean {
  return ENDS_THE_JOURNAL.includes(code);
}

function noteFailure({ journal }: Console["store"], error: ShosekiError): void {
  if (endsTheJournal(error)) journal.fail(error);
}

/** What its own advice says is done outside: that it changes nothing for this console is said beside it. */
function isOfTheDisk(code: ErrorCode): boolean {
  return code === "JOURNAL_UNWRITABLE" || code === "JOURNAL_FAILED" || code === "OUTCOME_NOT_RECORDED";
}
