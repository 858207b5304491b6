import type { Canvas } from "#console/panes/canvas.js";
import type { Dialog, KeyHint, Painted } from "#console/prompts/dialog.js";
import { Scroll } from "#console/prompts/scroll.js";
import type { Size } from "#console/view/layout.js";
import { paintLine, type Span } from "#console/widgets/spans.js";
import { titleLine } from "#console/widgets/title.js";
import { wrap } from "#console/widgets/wrap.js";

/** One answer to a question, given by its key. */
export interface Answer {
  readonly key: string;
  readonly does: string;
  /** The same in a word or two, beside the other keys: where it is a sentence. */
  readonly short?: string;
  run(): void;
}

/** A question with a few answers; Escape is always one: nothing is done. */
export class ChoiceDialog implements Dialog {
  readonly title: string;
  readonly isTall: boolean;
  readonly #text: () => readonly string[];
  readonly #answersNow: () => readonly Answer[];
  readonly #escaping: (() => string) | null;
  readonly #scroll = new Scroll();

  /**
   * @param answers asked for anew each time, where they are a function: what they are about may have its end meanwhile
   * @param isTall where the text may be long
   * @param escaping what Escape means, where that is not plain
   */
  constructor(
    title: string,
    text: () => readonly string[],
    answers: readonly Answer[] | (() => readonly Answer[]),
    isTall = false,
    escaping: (() => string) | null = null,
  ) {
    this.title = title;
    this.isTall = isTall;
    this.#text = text;
    this.#answersNow = typeof answers === "function" ? answers : () => answers;
    this.#escaping = escaping;
  }

  get #answers(): readonly Answer[] {
    return this.#answersNow();
  }

  /** The answers are seen however long that is which they are about. */
  paint({ paint }: Canvas, { width, height }: Size): Painted {
    const answers = this.#answers;
    const text = this.#text()
      .flatMap((line) => wrap(line, width - 4))
      .map((line) => paintLine(paint, [["text", `  ${line}`]], width));
    const shown = this.#scroll.window(text, height - 3 - answers.length);
    const { position } = this.#scroll;
    const details: readonly Span[] = position === null ? [] : [["dim", position]];
    return {
      lines: [
        titleLine(paint, this.title, details, true, width),
        paintLine(paint, [], width),
        ...shown,
        paintLine(paint, [], width),
        ...answers.map(({ key, does }) =>
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
    const answer = this.#answers.find((each) => each.key === key);
    if (answer === undefined) this.#scroll.press(key);
    else answer.run();
  }

  keys({ catalogue }: Canvas): readonly KeyHint[] {
    return [
      ...this.#answers.map(({ key, does, short = does }) => ({ key: named(key), does: short })),
      ...(this.#scroll.position === null ? [] : [{ key: "↑↓", does: catalogue.console.keys.scroll }]),
      { key: "Esc", does: this.#escaping?.() ?? catalogue.console.keys.cancel },
    ];
  }
}

function named(key: string): string {
  return key === "enter" ? "Enter" : key;
}
