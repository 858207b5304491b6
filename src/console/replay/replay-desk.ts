import type { Canvas } from "#console/panes/canvas.js";
import type { Painted } from "#console/prompts/dialog.js";
import { hintLine } from "#console/replay/replay-lines.js";
import type { Changes } from "#console/store/changes.js";
import type { Dialogs } from "#console/store/dialogs.js";
import type { Size } from "#console/view/layout.js";
import { paintLine } from "#console/widgets/spans.js";

const NOTHING: Painted = { lines: [], cursor: null };

/** What is on the screen where a recording is played by itself: it, and what was opened over it. */
export class ReplayDesk {
  readonly dialogs: Dialogs;
  readonly changes: Changes;
  readonly #canvas: Canvas;

  constructor(canvas: Canvas, dialogs: Dialogs, changes: Changes) {
    this.#canvas = canvas;
    this.dialogs = dialogs;
    this.changes = changes;
  }

  /** As many lines as the screen has rows. A recording shows its own keys; those of what is over it stand in the last one. */
  paint({ width, height }: Size): Painted {
    const { top } = this.dialogs;
    const blank = paintLine(this.#canvas.paint, [], width);
    const keys = top === null || top.isWhole ? [] : [hintLine(this.#canvas, top.keys(this.#canvas), width)];
    const body = height - keys.length;
    const { lines, cursor } = top?.paint(this.#canvas, { width, height: body }) ?? NOTHING;
    return { lines: [...Array.from({ length: body }, (_, row) => lines[row] ?? blank), ...keys], cursor };
  }

  press(key: string, text: string): void {
    const { top } = this.dialogs;
    if (key !== "esc" && key !== "ctrl+c") top?.press(key, text);
    else if (top?.cancel !== undefined) top.cancel();
    else if (top !== null) this.dialogs.close(top);
    this.changes.now();
  }

  paste(text: string): void {
    this.dialogs.top?.paste?.(text);
    this.changes.now();
  }
}
