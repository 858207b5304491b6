import type { Console } from "#console/console.js";
import type { Canvas } from "#console/panes/canvas.js";
import { approvalText } from "#console/panes/run-approval-text.js";
import { approvedText } from "#console/panes/run-approved-text.js";
import { backBecause } from "#console/panes/run-back-because.js";
import { checkLines } from "#console/panes/run-checks.js";
import { failureText } from "#console/panes/run-failure-text.js";
import { planNotes, planSpans } from "#console/prompts/plan-text.js";
import type { TextLine } from "#console/prompts/text-dialog.js";
import type { AtTurn, ConductedRun } from "#console/store/conducted-run.js";
import type { Span } from "#console/widgets/spans.js";
import type { Catalogue } from "#messages/catalogue.js";
import { printable } from "#messages/printable.js";
import { nameOf } from "#procedures/run/turns.js";
import type { Proposal } from "#session/proposal.js";

/** Wide enough for what is wrapped again where it is shown. */
const UNWRAPPED = 400;

/** A step in full: what it is, what would be done or is asked, its checks, and how it is undone. */
export function stepText(console: Console, run: ConductedRun, at: AtTurn): readonly TextLine[] {
  return [...askedText(console, run, at), ...besideText(console, run, at)];
}

/** What of a step is agreed to: nobody does so before all of it was on the screen. */
export function askedText(console: Console, run: ConductedRun, at: AtTurn): readonly TextLine[] {
  const { store, catalogue } = console;
  const { turn, undoing } = at;
  const canvas: Canvas = { paint: store.theme.paint, catalogue };
  const asking = run.place?.turn.key === turn.key ? run.asking : null;
  const proposal = proposalOf(run, at);
  // What undoes a step is a line for each thing that was done; what was planned of it is the plan's to say.
  const planned = proposal === null ? [] : [...new Set(proposal.plans.map(({ ask }) => ask))];
  // A line for each of a list in which there is nothing is none.
  const told = run.lineOf(turn, undoing) ?? "";
  const lines = planned.length > 0 ? planned : told === "" ? [] : told.split("\n");
  return [
    ...lines.map(
      (line): TextLine => [
        ["prompt", " › "],
        ["text", printable(line)],
      ],
    ),
    ...(undoing ? backBecause(console, run) : []),
    ...failureText(console, run, at),
    ...(undoing ? [] : approvedText(catalogue, run.parts.record, turn)),
    ...said(run, at).map(
      (text): TextLine => [
        ["text", "  "],
        ["text", printable(text)],
      ],
    ),
    ...(proposal?.plans ?? []).map((plan) => planSpans(canvas, plan, store.endpoints.lead(plan.at))),
    ...(proposal === null ? [] : planNotes(canvas, proposal, UNWRAPPED)),
    ...(asking?.kind === "approval" ? approvalText(catalogue, asking, run.parts.approving.approvers) : []),
  ];
}

/** What else there is to know of it: its checks, and how it is undone. */
export function besideText(console: Console, run: ConductedRun, at: AtTurn): readonly TextLine[] {
  const { turn, undoing } = at;
  return [
    ...(undoing ? [] : checkLines(console.catalogue, run, turn)),
    // A plan says already how what it does is undone.
    ...(proposalOf(run, at) !== null && turn.step.undo === null ? [] : undoLines(console, run, at)),
  ];
}

/** What is planned of a step now. Of what has failed, why is what counts. */
function proposalOf({ place, asking, proposal }: ConductedRun, { turn }: AtTurn): Proposal | null {
  return place?.turn.key === turn.key && asking?.kind !== "failure" ? proposal : null;
}

/** What kind of step it is, of which item, and how long it takes as the file has it. */
export function stepHead({ console: { run: texts } }: Catalogue, { turn, undoing }: AtTurn): readonly Span[] {
  const { step, item, loop } = turn;
  return [
    ["dim", texts.kinds[step.kind]],
    ["warning", undoing ? `  ${texts.undoingStep}` : ""],
    ["accent", item === null ? "" : `  ${printable(nameOf(item))}`],
    ["dim", loop === null ? "" : `  ${printable(loop.id)}`],
    ["dim", step.estimateMs === null ? "" : `  ${texts.estimate({ ms: step.estimateMs })}`],
  ];
}

/** What the file says to the operator of the step. */
function said(run: ConductedRun, { turn, undoing }: AtTurn): readonly string[] {
  const { step } = turn;
  if (undoing) return [];
  if (step.kind === "confirm") return run.textOf(step.question, turn).split("\n");
  return step.kind === "manual" ? run.textOf(step.instructions, turn).split("\n") : [];
}

function undoLines(
  { catalogue }: Console,
  run: ConductedRun,
  { turn, undoing }: AtTurn,
): readonly TextLine[] {
  const { step } = turn;
  const { undo: texts } = catalogue.console.run;
  const { undo } = step;
  if (undo === null) return undoing || step.kind !== "run" ? [] : [[["dim", `  ${texts.inverse}`]]];
  const written = { run: "line", manual: "instructions", none: "why" } as const;
  const text =
    written[undo.kind] in undo ? Object.values(undo).find((each) => typeof each === "object") : null;
  const spoken = text == null || typeof text === "string" ? "" : run.textOf(text, turn);
  const label = texts[undo.kind === "run" ? "line" : undo.kind];
  return [
    [
      ["dim", `  ${label} `],
      [undoing ? "text" : "dim", printable(spoken.replaceAll("\n", " "))],
    ],
  ];
}
