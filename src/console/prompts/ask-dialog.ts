import { LineEditor } from "#console/line/line-editor.js";
import type { Canvas } from "#console/panes/canvas.js";
import type { Dialog, KeyHint, Painted } from "#console/prompts/dialog.js";
import { Scroll } from "#console/prompts/scroll.js";
import type { Size } from "#console/view/layout.js";
import { paintField } from "#console/widgets/field.js";
import { paintLine, type Span } from "#console/widgets/spans.js";
import { titleLine } from "#console/widgets/title.js";
import { wrap } from "#console/widgets/wrap.js";
import { printable } from "#messages/printable.js";

/** Keys that no line is typed with. */
const SCROLLS: readonly string[] = ["up", "down", "pageup", "pagedown"];

/** A question that is answered by a line; of a secret nothing is shown, not even how long it is. */
export class AskDialog implements Dialog {
  readonly title = "";
  readonly isTall = true;
  readonly isSecret: boolean;
  readonly #question: readonly string[];
  readonly #answer: (answer: string | null) => void;
  readonly #editor = new LineEditor();
  readonly #scroll = new Scroll();

  /**
   * @param answer told what was typed; null when nobody wants to answer
   * @param text what stands there already
   */
  constructor(question: string, isSecret: boolean, answer: (answer: string | null) => void, text = "") {
    this.#question = question.split("\n").map(printable);
    this.isSecret = isSecret;
    this.#answer = answer;
    if (text !== "") this.#editor.set(text);
  }

  paint({ paint, catalogue }: Canvas, { width, height }: Size): Painted {
    const text = this.#question.flatMap((line) => wrap(line.trimEnd(), width - 4));
    const painted = text.map((line) => paintLine(paint, [["text", `  ${line}`]], width));
    // What is asked is seen however long that is which it is about.
    const shown = [...this.#scroll.window(painted.slice(0, -1), height - 4), ...painted.slice(-1)];
    const { position } = this.#scroll;
    const details: readonly Span[] = position === null ? [] : [["dim", position]];
    const { endpoints } = catalogue.console;
    const field = paintField(
      paint,
      {
        label: "",
        labelWidth: 0,
        editor: this.isSecret ? new LineEditor() : this.#editor,
        placeholder: this.isSecret ? endpoints.hidden : "",
        focused: true,
      },
      width,
    );
    const lines = [
      titleLine(paint, endpoints.question, details, true, width),
      ...shown,
      paintLine(paint, [], width),
    ];
    return { lines: [...lines, field.line], cursor: { x: field.cursor, y: lines.length } };
  }

  press(key: string, text: string): void {
    if (key === "enter") this.#answer(this.#editor.text);
    else if (SCROLLS.includes(key)) this.#scroll.press(key);
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
      ...(this.#scroll.position === null ? [] : [{ key: "↑↓", does: texts.keys.scroll }]),
      { key: "Esc", does: texts.keys.cancel },
    ];
  }
}
