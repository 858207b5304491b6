import type { Console } from "#console/console.js";
import type { Canvas } from "#console/panes/canvas.js";
import { runAsks } from "#console/panes/run-asks.js";
import { runComparedText, runSumText, runWholeText } from "#console/panes/run-end-text.js";
import { RunList } from "#console/panes/run-list.js";
import { runStanding } from "#console/panes/run-standing.js";
import { askedText, besideText, stepHead } from "#console/panes/run-step-text.js";
import type { TextLine } from "#console/prompts/text-dialog.js";
import type { ConductedRun } from "#console/store/conducted-run.js";
import { SETTLE_MS } from "#console/store/seen-question.js";
import { turnState } from "#console/store/turn-state.js";
import type { Size } from "#console/view/layout.js";
import { fittingPieces } from "#console/widgets/fitting-pieces.js";
import { paintLine, type Span } from "#console/widgets/spans.js";
import { titleLine } from "#console/widgets/title.js";
import { cutTo, widthOf } from "#console/widgets/width.js";
import { wrap } from "#console/widgets/wrap.js";
import { wrapSpans } from "#console/widgets/wrap-spans.js";
import { printable } from "#messages/printable.js";

/** From here on the steps stand at the left of the current one, not above it. */
const BESIDE_FROM = 116;
/** The steps that are seen above the current one, at most and at least. */
const MOST_ABOVE = 8;
const LEAST_ABOVE = 3;
/** What a title line has beside its texts, in columns. */
const FRAME = 8;
/** In the place of what can be answered, before it can be. */
const NOT_YET = "...";
/** Timers and clocks do not agree to the millisecond. */
const A_LITTLE_MS = 10;

/** A run of a procedure: its steps, and the current one large. It stands where the machines are. */
export class RunPane {
  readonly #list = new RunList();

  lines(canvas: Canvas, console: Console, { width, height }: Size): readonly string[] {
    const { store } = console;
    const { run } = store.run;
    if (run === null) return [];
    const isFocused = store.pane === "run";
    const { paint } = canvas;
    const name = cutTo(printable(run.parts.procedure.title), Math.floor(width / 2));
    const standing = runStanding(canvas, run, width - widthOf(name) - FRAME);
    const title = titleLine(paint, name, standing, isFocused, width);
    const room = height - 1;
    if (width < BESIDE_FROM) {
      const rows = store.run.rows.length;
      const usual = Math.min(rows, MOST_ABOVE, Math.max(LEAST_ABOVE, Math.floor(room / 3)));
      const step = this.#step(canvas, console, run, width);
      // What is asked is seen whole, where it can be: the other steps give way to it.
      const needed = 1 + step.asks.length + step.asked.length + (step.beside.length > 0 ? 1 : 0);
      const above = Math.min(usual, Math.max(1, room - needed));
      return [
        title,
        ...this.#list.lines(canvas, store.run, { width, height: above }, isFocused),
        ...cutToRoom(canvas, run, step, { width, height: room - above }),
      ];
    }
    const left = Math.min(70, Math.floor(width * 0.4));
    const size = { width: left, height: room };
    const list = this.#list.lines(canvas, store.run, size, isFocused);
    const beside = { width: width - left - 1, height: room };
    const step = cutToRoom(canvas, run, this.#step(canvas, console, run, beside.width), beside);
    const between = paint("border", "│");
    const blanks = { list: paintLine(paint, [], left), step: paintLine(paint, [], width - left - 1) };
    return [
      title,
      ...Array.from({ length: room }, (_, row) =>
        [list[row] ?? blanks.list, between, step[row] ?? blanks.step].join(""),
      ),
    ];
  }

  #step(canvas: Canvas, console: Console, run: ConductedRun, width: number): StepLines {
    const { paint, catalogue } = canvas;
    const { texts, role } = runAsks(console, run);
    const place = run.left === "complete" || run.place === null ? null : run.place;
    const title = place === null ? catalogue.console.run.whole : printable(run.titleOf(place.turn));
    const state =
      place === null ? null : turnState(run.parts.record, place.turn, place.undoing ? "undo" : "run");
    const details: readonly Span[] =
      place === null || state === null
        ? []
        : [["dim", catalogue.console.run.states[state]], ["text", "  "], ...stepHead(catalogue, place)];
    const name = cutTo(title, Math.floor(width * 0.7));
    const head = titleLine(paint, name, fittingPieces(details, width - widthOf(name) - FRAME), false, width);
    // What can be answered is said once it can be: the room for it is kept until then.
    const isSettled = this.#isSettled(console, run);
    const asks = texts
      .flatMap((text) => wrap(text, width - 2))
      .map((line, index) => (isSettled ? line : index === 0 ? NOT_YET : ""))
      .map((line) => paintLine(paint, [[role, ` ${line}`]], width));
    const painted = (lines: readonly TextLine[]) =>
      lines.flatMap((line) => linesOf(line, width - 1)).map((spans) => paintLine(paint, spans, width));
    const asked = painted([
      ...runSumText(console, run),
      ...runWholeText(console, run),
      ...(place === null ? [] : askedText(console, run, place)),
    ]);
    const beside = painted([
      ...(place === null ? [] : besideText(console, run, place)),
      ...runComparedText(console, run),
    ]);
    return { head, asks, asked, beside };
  }

  /** What is painted is seen: a while from now a key is an answer to it. */
  #isSettled({ store }: Console, { seen, question }: ConductedRun): boolean {
    const now = store.clock();
    // It is painted once more when it can be answered.
    if (seen.paint(question, now)) store.changes.after(SETTLE_MS + A_LITTLE_MS);
    return question === null || seen.isSettled(question, now);
  }
}

interface StepLines {
  readonly head: string;
  /** What it waits for, or is doing. */
  readonly asks: readonly string[];
  /** What is agreed to, and what else there is to know. */
  readonly asked: readonly string[];
  readonly beside: readonly string[];
}

/** What the run waits for stands first, and is seen whole however little room there is; whether the rest is, is remembered. */
function cutToRoom(
  { paint, catalogue }: Canvas,
  { seen }: ConductedRun,
  { head, asks, asked, beside }: StepLines,
  { width, height }: Size,
): readonly string[] {
  const text = [...asked, ...beside];
  const room = height - 1 - asks.length;
  const isAll = text.length <= room;
  seen.fit(isAll || asked.length < room);
  if (isAll) return [head, ...asks, ...text];
  const more = paintLine(paint, [["dim", `  ${catalogue.console.run.more}`]], width);
  return [head, ...asks, ...text.slice(0, Math.max(0, room - 1)), more];
}

function linesOf(line: TextLine, width: number): readonly (readonly Span[])[] {
  return wrapSpans(typeof line === "string" ? [["text", line]] : line, width);
}
