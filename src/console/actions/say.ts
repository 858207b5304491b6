import type { Console } from "#console/console.js";
import { TextDialog } from "#console/prompts/text-dialog.js";
import { asShosekiError, type ErrorCode } from "#domain/errors.js";
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
  const { problem, code } = asShosekiError(cause);
  if (endsTheJournal(code)) store.journal.fail();
  const { what, notDone, next } = explain(problem, catalogue);
  const pointed = point(problem);
  const dialog: TextDialog = new TextDialog({
    title: code,
    lines: () => [...(pointed === null ? [] : [...pointed.split("\n"), ""]), what, "", notDone, "", next],
    close: () => store.dialogs.close(dialog),
  });
  store.dialogs.open(dialog);
  store.changes.now();
}

/** The same in a line, for what nobody has asked for: a dialog would take the keys that are meant for something else. */
export function sayInPassing({ store, catalogue }: Console, cause: unknown): void {
  const { problem, code } = asShosekiError(cause);
  const { what, next } = explain(problem, catalogue);
  if (endsTheJournal(code)) store.journal.fail();
  store.say("danger", `${what} ${next}`);
}

function endsTheJournal(code: ErrorCode): boolean {
  return ENDS_THE_JOURNAL.includes(code);
}
