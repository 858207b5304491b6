import type { Console } from "#console/console.js";
import { TextDialog } from "#console/prompts/text-dialog.js";
import { failure } from "#domain/errors.js";
import { findingLine } from "#listings/finding-line.js";
import { explain } from "#messages/explain.js";
import { checkProcedure } from "#procedures/check-procedure.js";
import type { Expressions } from "#procedures/expressions.js";

/** Whether the check of a procedure finds errors; all of them are said, each with its place. */
export function sayUnsound({ store, catalogue }: Console, path: string, expressions: Expressions): boolean {
  const errors = checkProcedure(expressions).filter(({ severity }) => severity === "error");
  const [first] = errors;
  if (first === undefined) return false;
  const { problem } = failure("PROCEDURE_UNSOUND", { path, ...first.at, errors: errors.length });
  const { what, notDone, next } = explain(problem, catalogue);
  const found = errors.map((each) => findingLine(catalogue, path, each));
  const dialog: TextDialog = new TextDialog({
    title: problem.code,
    lines: () => [what, "", ...found, "", notDone, "", next],
    close: () => store.dialogs.close(dialog),
  });
  store.dialogs.open(dialog);
  store.changes.now();
  return true;
}
