import { onReadOf } from "#console/actions/run-read.js";
import type { Console } from "#console/console.js";
import { runComparedText, runSumText, runWholeText } from "#console/panes/run-end-text.js";
import { RUN_SIGNS } from "#console/panes/run-signs.js";
import { stepHead, stepText } from "#console/panes/run-step-text.js";
import { TextDialog, type TextLine } from "#console/prompts/text-dialog.js";
import type { ConductedRun } from "#console/store/conducted-run.js";
import type { RunRow } from "#console/store/run-rows.js";
import { turnState } from "#console/store/turn-state.js";
import { fitTo } from "#console/widgets/width.js";
import type { Entry } from "#domain/entry.js";
import { change } from "#listings/change.js";
import { printable } from "#messages/printable.js";
import { keyOf, nameOf } from "#procedures/run/turns.js";

/** All that there is to know of a step, and its entries; of a loop, how each of its items stands. */
export function showStep(console: Console, { title, turn, loop }: RunRow): void {
  const { store } = console;
  const { run } = store.run;
  const onRead = run === null || turn === null ? null : onReadOf(run, turn);
  const dialog: TextDialog = new TextDialog({
    title: printable(title),
    ...(onRead === null ? {} : { onRead }),
    lines: () => (turn === null ? itemLines(console, loop?.turns ?? []) : stepLines(console, turn)),
    close: () => store.dialogs.close(dialog),
  });
  store.dialogs.open(dialog);
  store.changes.now();
}

/** What is asked of the whole; the sum of a run that is over, and what there is to compare it with. */
export function showEnd(console: Console): void {
  const { store } = console;
  const { run } = store.run;
  if (run === null) return;
  const { place } = run;
  const dialog: TextDialog = new TextDialog({
    title: printable(run.parts.procedure.title),
    lines: () => [
      ...runSumText(console, run),
      ...runWholeText(console, run),
      ...(place === null ? [] : stepLines(console, place.turn)),
      ...runComparedText(console, run),
    ],
    close: () => store.dialogs.close(dialog),
  });
  store.dialogs.open(dialog);
  store.changes.now();
}

type Turns = NonNullable<RunRow["loop"]>["turns"];

function itemLines(console: Console, turns: Turns): readonly TextLine[] {
  const { store, catalogue } = console;
  const { run } = store.run;
  if (run === null) return [];
  const texts = catalogue.console.run;
  const entries = entriesByTurn(run);
  return turns.map((turn): TextLine => {
    const state = turnState(run.parts.record, turn, run.doingWith(turn));
    const { sign, role } = RUN_SIGNS[state];
    const seqs = (entries.get(turn.key) ?? []).map(({ seq }) => `#${seq}`);
    return [
      [role, ` ${sign} `],
      ["accent", `${printable(turn.item === null ? "" : nameOf(turn.item))}  `],
      ["text", `${printable(run.titleOf(turn))}  `],
      [role, texts.states[state]],
      ["dim", seqs.length === 0 ? "" : `  ${seqs[0]}..${seqs.at(-1)}`],
    ];
  });
}

function stepLines(console: Console, turn: Turns[number]): readonly TextLine[] {
  const { run } = console.store.run;
  if (run === null) return [];
  const texts = console.catalogue.console.run;
  const entries = entriesByTurn(run).get(turn.key) ?? [];
  const at = { turn, undoing: run.isUndoing };
  return [
    [["text", " "], ...stepHead(console.catalogue, at)],
    ...stepText(console, run, at),
    "",
    [["title", entries.length === 0 ? texts.noEntries : texts.entries]],
    ...entries.map((entry): TextLine => entryLine(entry)),
  ];
}

function entryLine(entry: Entry): TextLine {
  const { seq, OPR, RST, TGT, AFT, why, phase } = entry;
  const state = typeof AFT?.state === "string" ? AFT.state : "";
  const said = phase === "procedure" ? [state, why ?? ""] : [TGT.name, change(entry) ?? ""];
  const seen = phase === "procedure" && OPR === "Check" ? [String(AFT?.expression), String(AFT?.seen)] : [];
  return [
    ["dim", ` ${fitTo(`#${seq}`, 7)} `],
    [RST === undefined || RST.status === "OK" ? "text" : "danger", fitTo(RST?.status ?? phase, 8)],
    ["text", ` ${fitTo(OPR, 16)} `],
    ["text", printable([...said, ...seen, RST?.code ?? ""].filter((part) => part !== "").join("  "))],
  ];
}

/** Of each turn and of what undoes it, in the journal's order, by the turn's key. */
function entriesByTurn(run: ConductedRun): ReadonlyMap<string, readonly Entry[]> {
  return Map.groupBy(run.parts.record.entries, (entry) => (entry.run === undefined ? "" : keyOf(entry.run)));
}
