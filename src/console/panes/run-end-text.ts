import type { Console } from "#console/console.js";
import { approvalText } from "#console/panes/run-approval-text.js";
import { approvedText } from "#console/panes/run-approved-text.js";
import { backBecause } from "#console/panes/run-back-because.js";
import type { TextLine } from "#console/prompts/text-dialog.js";
import type { ConductedRun } from "#console/store/conducted-run.js";
import { countStates } from "#console/store/turn-state.js";
import type { Rehearsal } from "#domain/rehearsal.js";
import { differenceLines } from "#listings/difference-lines.js";
import { rehearsalLines } from "#listings/rehearsal-lines.js";
import type { Catalogue } from "#messages/catalogue.js";
import { explain } from "#messages/explain.js";
import { printable } from "#messages/printable.js";
import { shellWord } from "#messages/shell-word.js";
import { difference } from "#procedures/rehearsal/difference.js";
import type { Role } from "#themes/theme.js";

/** The sum of a run that was left, and how it is reported. Nothing while it is carried on. */
export function runSumText(console: Console, run: ConductedRun): readonly TextLine[] {
  if (run.isOpen) return [];
  const { catalogue } = console;
  const texts = catalogue.console.run;
  const { record, turns } = run.parts;
  const { problem } = run;
  return [
    ...(problem === null ? [] : [said("danger", explain(problem, catalogue).what)]),
    ...backBecause(console, run),
    ...approvedText(catalogue, record, null),
    said("title", texts.sum({ counts: countStates(record, turns) })),
    ...(run.isRehearsal ? [] : reportedBy(console, record.id)),
    "",
  ];
}

/** A line for a shell; what it does not hold is gone on with in another one, as a shell takes it. */
function reportedBy({ store, catalogue }: Console, id: string): readonly TextLine[] {
  const line = `${catalogue.console.run.report} shoseki procedure report ${id}`;
  const { named } = store.journal;
  if (named === null) return [said("dim", line)];
  return [said("dim", `${line} \\`), said("dim", printable(`  --journal ${shellWord(named)}`))];
}

/** What is asked of the whole, before its first step: a second person's approval. */
export function runWholeText(
  { catalogue }: Console,
  { place, asking, parts }: ConductedRun,
): readonly TextLine[] {
  if (place !== null || asking?.kind !== "approval") return [];
  return approvalText(catalogue, asking, parts.approving.approvers);
}

/** What there is beside the sum: of a rehearsal each step, of a run that was rehearsed what was not as predicted. */
export function runComparedText({ catalogue }: Console, run: ConductedRun): readonly TextLine[] {
  return run.isOpen || run.rehearsal === null ? [] : ["", ...besideRehearsal(catalogue, run, run.rehearsal)];
}

function said(role: Role, text: string): TextLine {
  return [
    [role, "  "],
    [role, text],
  ];
}

function besideRehearsal(
  catalogue: Catalogue,
  { isRehearsal, parts }: ConductedRun,
  rehearsal: Rehearsal,
): readonly TextLine[] {
  const lines = isRehearsal
    ? rehearsalLines(rehearsal, catalogue)
    : differenceLines(difference(rehearsal, parts.record, parts.turns), catalogue);
  return lines.map((line): TextLine => [["text", ` ${line}`]]);
}
