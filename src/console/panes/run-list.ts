import type { Canvas } from "#console/panes/canvas.js";
import { RUN_SIGNS } from "#console/panes/run-signs.js";
import type { RunModel } from "#console/store/run-model.js";
import type { RunRow } from "#console/store/run-rows.js";
import type { TurnState } from "#console/store/turn-state.js";
import type { Size } from "#console/view/layout.js";
import { fitSpans, paintLine, type Span } from "#console/widgets/spans.js";
import { widthOf } from "#console/widgets/width.js";
import { windowTop } from "#console/widgets/window.js";
import { printable } from "#messages/printable.js";

/** The steps of a run, those around the one that is looked at; it remembers where its window stands. */
export class RunList {
  #top = 0;

  lines(canvas: Canvas, model: RunModel, { width, height }: Size, isFocused: boolean): readonly string[] {
    const { rows } = model;
    const index = model.index(rows);
    model.page = Math.max(1, height);
    // A step is seen with what comes before and after it, where there is the room.
    const around = height > 2 ? 1 : 0;
    const last = Math.max(0, rows.length - height);
    this.#top = windowTop(this.#top, Math.max(0, index - around), height, rows.length);
    this.#top = windowTop(this.#top, Math.min(rows.length - 1, index + around), height, rows.length);
    this.#top = Math.min(this.#top, last);
    return rows.slice(this.#top, this.#top + height).map((row, offset) => {
      const isHere = this.#top + offset === index;
      return rowLine(canvas, row, { width, isHere, isFocused: isFocused && !model.isFollowing });
    });
  }
}

/** Of a loop that is taken back it is not told how much of it was done. */
const TAKEN_BACK: ReadonlySet<TurnState> = new Set(["undoing", "undone", "kept", "undo-failed"]);

interface At {
  readonly width: number;
  readonly isHere: boolean;
  /** Whether the operator looks at it, and not only the run. */
  readonly isFocused: boolean;
}

function rowLine({ paint, catalogue }: Canvas, row: RunRow, { width, isHere, isFocused }: At): string {
  const texts = catalogue.console.run;
  const { sign, role } = RUN_SIGNS[row.state];
  const { loop } = row;
  const isCounted = loop !== null && !TAKEN_BACK.has(row.state);
  const said = isCounted ? texts.loop({ over: loop.over, of: loop.of }) : texts.states[row.state];
  const behind: readonly Span[] = [[role, ` ${said} `]];
  const item = loop === null || loop.item === "" ? "" : `  ${printable(loop.item)}`;
  const before: readonly Span[] = [
    ["accent", isHere ? "›" : " "],
    [role, `${row.isInLoop ? "  " : ""}${sign} `],
    [row.state === "waiting" ? "dim" : "text", printable(row.title)],
    ["accent", item],
  ];
  const room = width - behind.reduce((sum, [, text]) => sum + widthOf(text), 0);
  return paintLine(
    paint,
    [...fitSpans(before, room), ...behind],
    width,
    isHere && isFocused ? "selection" : undefined,
  );
}
