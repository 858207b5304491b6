import { LineEditor } from "#console/line/line-editor.js";
import type { Canvas } from "#console/panes/canvas.js";
import type { Dialog, KeyHint, Painted } from "#console/prompts/dialog.js";
import type { Size } from "#console/view/layout.js";
import { paintField } from "#console/widgets/field.js";
import { paintLine } from "#console/widgets/spans.js";
import { titleLine } from "#console/widgets/title.js";
import { wrap } from "#console/widgets/wrap.js";
import { printable } from "#messages/printable.js";

/** A question that is answered by a line; of a secret nothing is shown, not even how long it is. */
export class AskDialog implements Dialog {
  readonly title = "";
  readonly #question: readonly string[];
  readonly #isSecret: boolean;
  readonly #answer: (answer: string | null) => void;
  readonly #editor = new LineEditor();

  /** @param answer told what was typed; null when nobody wants to answer */
  constructor(question: string, isSecret: boolean, answer: (answer: string | null) => void) {
    this.#question = question.split("\n").map(printable);
    this.#isSecret = isSecret;
    this.#answer = answer;
  }

  paint({ paint, catalogue }: Canvas, { width, height }: Size): Painted {
    const text = this.#question.flatMap((line) => wrap(line.trimEnd(), width - 4));
    const room = Math.max(1, height - 3);
    const shown = text.slice(-room).map((line) => paintLine(paint, [["text", `  ${line}`]], width));
    const { endpoints } = catalogue.console;
    const field = paintField(
      paint,
      {
        label: "",
        labelWidth: 0,
        editor: this.#isSecret ? new LineEditor() : this.#editor,
        placeholder: this.#isSecret ? endpoints.hidden : "",
        focused: true,
      },
      width,
    );
    const lines = [
      titleLine(paint, endpoints.question, [], true, width),
      ...shown,
      paintLine(paint, [], width),
    ];
    return { lines: [...lines, field.line], cursor: { x: field.cursor, y: lines.length } };
  }

  press(key: string, text: string): void {
    if (key === "enter") this.#answer(this.#editor.text);
    else if (!this.#editor.press(key)) this.#editor.insert(text);
  }

  paste(text: string): void {
    this.#editor.insert(text);
  }

  cancel(): void {
    this.#answer(null);
  }

  keys({ catalogue: { console: texts } }: Canvas): readonly KeyHint[] {
    return [
      { key: "Enter", does: texts.endpoints.answer },
      { key: "Esc", does: texts.keys.cancel },
    ];
  }
}
