import type { Console } from "#console/console.js";
import { failedSaid } from "#console/panes/run-failure-text.js";
import type { TextLine } from "#console/prompts/text-dialog.js";
import type { ConductedRun } from "#console/store/conducted-run.js";
import type { StepEnd } from "#domain/run.js";
import { printable } from "#messages/printable.js";
import { keyOf } from "#procedures/run/turns.js";

/** Why a run is undone where nobody has said so: the step that has failed, and as the procedure has it for that. */
export function backBecause(console: Console, run: ConductedRun): readonly TextLine[] {
  const { record, turns } = run.parts;
  const { backOut, entries } = record;
  if (backOut === null || backOut.why !== undefined) return [];
  const before = entries.slice(0, entries.indexOf(backOut));
  const end = before.findLast(({ OPR, AFT }) => OPR === "EndStep" && BAD.has(AFT?.state as StepEnd));
  const turn = turns.find(({ key }) => end?.run !== undefined && key === keyOf(end.run));
  if (end === undefined || turn === undefined) return [];
  const text = console.catalogue.console.run.backBecause({
    title: printable(run.titleOf(turn)),
    what: failedSaid(console, run, turn, end),
  });
  return [
    [
      ["warning", "  "],
      ["warning", text],
    ],
  ];
}

const BAD: ReadonlySet<StepEnd> = new Set(["failed", "uncertain"]);
