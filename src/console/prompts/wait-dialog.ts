import type { Canvas } from "#console/panes/canvas.js";
import type { Dialog, KeyHint, Painted } from "#console/prompts/dialog.js";
import type { Size } from "#console/view/layout.js";
import { paintLine } from "#console/widgets/spans.js";
import { titleLine } from "#console/widgets/title.js";
import { printable } from "#messages/printable.js";

/** Shown while the server is asked about what is to be done; Escape gives it up. */
export class WaitDialog implements Dialog {
  readonly title: string;
  readonly #giveUp: () => void;

  constructor(title: string, giveUp: () => void) {
    this.title = printable(title);
    this.#giveUp = giveUp;
  }

  paint({ paint, catalogue }: Canvas, { width }: Size): Painted {
    const blank = paintLine(paint, [], width);
    const text = paintLine(paint, [["dim", `  ${catalogue.console.plan.reading}`]], width);
    return { lines: [titleLine(paint, this.title, [], true, width), blank, text], cursor: null };
  }

  press(): void {
    // Keys that were meant for what is to come are not kept: they could agree to what was not seen.
  }

  cancel(): void {
    this.#giveUp();
  }

  keys({ catalogue: { console: texts } }: Canvas): readonly KeyHint[] {
    return [{ key: "Esc", does: texts.keys.cancel }];
  }
}
