import type { Canvas } from "#console/panes/canvas.js";
import type { Dialog, KeyHint, Painted } from "#console/prompts/dialog.js";
import type { Size } from "#console/view/layout.js";
import { paintLine } from "#console/widgets/spans.js";
import { titleLine } from "#console/widgets/title.js";
import { wrap } from "#console/widgets/wrap.js";

/** One answer to a question, given by its key. */
export interface Answer {
  readonly key: string;
  readonly does: string;
  run(): void;
}

/** A question with a few answers; Escape is always one: nothing is done. */
export class ChoiceDialog implements Dialog {
  readonly title: string;
  readonly #text: () => readonly string[];
  readonly #answers: readonly Answer[];

  constructor(title: string, text: () => readonly string[], answers: readonly Answer[]) {
    this.title = title;
    this.#text = text;
    this.#answers = answers;
  }

  paint({ paint }: Canvas, { width }: Size): Painted {
    const text = this.#text().flatMap((line) => wrap(line, width - 4));
    return {
      lines: [
        titleLine(paint, this.title, [], true, width),
        paintLine(paint, [], width),
        ...text.map((line) => paintLine(paint, [["text", `  ${line}`]], width)),
        paintLine(paint, [], width),
        ...this.#answers.map(({ key, does }) =>
          paintLine(
            paint,
            [
              ["key", `  ${named(key)}`],
              ["text", `  ${does}`],
            ],
            width,
          ),
        ),
      ],
      cursor: null,
    };
  }

  press(key: string): void {
    this.#answers.find((answer) => answer.key === key)?.run();
  }

  keys({ catalogue }: Canvas): readonly KeyHint[] {
    return [
      ...this.#answers.map(({ key, does }) => ({ key: named(key), does })),
      { key: "Esc", does: catalogue.console.keys.cancel },
    ];
  }
}

function named(key: string): string {
  return key === "enter" ? "Enter" : key;
}
