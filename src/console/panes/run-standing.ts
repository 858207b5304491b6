import type { Canvas } from "#console/panes/canvas.js";
import { SHORT_ID } from "#console/panes/short-run-id.js";
import type { ConductedRun } from "#console/store/conducted-run.js";
import { countStates } from "#console/store/turn-state.js";
import { fittingPieces } from "#console/widgets/fitting-pieces.js";
import type { Span } from "#console/widgets/spans.js";
import { printable } from "#messages/printable.js";
import type { ProcedureViewTexts } from "#messages/procedure-view-texts.js";

/** How the whole of a run stands, for its title: state, change number, id, how many steps are over, how long it has been. */
export function runStanding({ catalogue }: Canvas, run: ConductedRun, room: number): readonly Span[] {
  const texts = catalogue.console.run;
  const { record, turns, purpose } = run.parts;
  const counts = countStates(record, turns);
  const estimates = turns.flatMap(({ step }) => step.estimateMs ?? []);
  const estimateMs = estimates.length === 0 ? null : estimates.reduce((sum, ms) => sum + ms, 0);
  const state = stateOf(run);
  const elapsedMs = run.elapsedMs(Date.now());
  const spans: readonly Span[] = [
    ["warning", run.isRehearsal ? `${texts.rehearsal}  ` : ""],
    [ROLES[state] ?? "text", texts.runStates[state]],
    ["text", `  ${turns.length - counts.waiting}/${turns.length}`],
    ["dim", `  ${record.id.slice(-SHORT_ID)}`],
    ["dim", `  ${texts.time({ elapsedMs, estimateMs })}`],
    ["info", purpose.ticket === undefined ? "" : `  ${printable(purpose.ticket)}`],
  ];
  return fittingPieces(spans, room);
}

type State = keyof ProcedureViewTexts["runStates"];

const ROLES: Readonly<Partial<Record<State, Span[0]>>> = {
  waits: "warning",
  stopped: "danger",
  broken: "danger",
  "rolled-back-in-part": "danger",
  complete: "ok",
  "rolled-back": "ok",
};

function stateOf(run: ConductedRun): State {
  if (run.problem !== null) return "broken";
  if (run.left !== null) return run.left;
  if (run.asking !== null) return "waits";
  if (run.isLooking) return "looks";
  return run.isUndoing ? "undoing" : "open";
}
