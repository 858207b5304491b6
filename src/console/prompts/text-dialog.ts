import type { Canvas } from "#console/panes/canvas.js";
import type { Dialog, KeyHint, Painted } from "#console/prompts/dialog.js";
import { Scroll } from "#console/prompts/scroll.js";
import type { Size } from "#console/view/layout.js";
import { paintLine, type Span } from "#console/widgets/spans.js";
import { titleLine } from "#console/widgets/title.js";
import { wrapSpans } from "#console/widgets/wrap-spans.js";

/** A line of a text: plain, or in spans that are cut where they do not fit. */
export type TextLine = string | readonly Span[];

/** A text to read: a listing, an entry in full, help of a verb, what went wrong. */
export class TextDialog implements Dialog {
  readonly title: string;
  readonly isTall: boolean;
  readonly #lines: (width: number) => readonly TextLine[];
  readonly #close: () => void;
  readonly #actions: ReadonlyMap<string, { readonly does: string; run(): void }>;
  readonly #scroll = new Scroll();
  readonly #onRead: (() => void) | null;
  /** Tables are cut at the right; sentences are wrapped. */
  readonly #wraps: boolean;

  constructor(options: {
    readonly title: string;
    /** Asked at every painting, so that what is live stays so; told how many columns a line has. */
    readonly lines: (width: number) => readonly TextLine[];
    readonly close: () => void;
    readonly wraps?: boolean;
    readonly isTall?: boolean;
    readonly actions?: ReadonlyMap<string, { readonly does: string; run(): void }>;
    /** Told once its last line was on the screen; until then Enter goes on reading. */
    readonly onRead?: () => void;
  }) {
    this.title = options.title;
    this.isTall = options.isTall ?? false;
    this.#lines = options.lines;
    this.#close = options.close;
    this.#wraps = options.wraps ?? true;
    this.#actions = options.actions ?? new Map();
    this.#onRead = options.onRead ?? null;
  }

  paint({ paint }: Canvas, { width, height }: Size): Painted {
    const lines = this.#lines(width - 1).flatMap((line): readonly string[] => {
      const spans: readonly Span[] = typeof line === "string" ? [["text", line]] : line;
      const parts = this.#wraps ? wrapSpans(spans, width - 1) : [spans];
      return parts.map((part) => paintLine(paint, [["text", " "], ...part], width));
    });
    const seen = this.#scroll.window(lines, height - 1);
    if (this.#scroll.isAtEnd) this.#onRead?.();
    const { position } = this.#scroll;
    const details: readonly Span[] = position === null ? [] : [["dim", position]];
    return { lines: [titleLine(paint, this.title, details, true, width), ...seen], cursor: null };
  }

  press(key: string): void {
    const action = this.#actions.get(key);
    if (action !== undefined) action.run();
    else if (key === "enter" && this.#onRead !== null && !this.#scroll.isAtEnd) this.#scroll.press(" ");
    else if (!this.#scroll.press(key) && (key === "q" || key === "enter")) this.#close();
  }

  keys({ catalogue }: Canvas): readonly KeyHint[] {
    const { keys } = catalogue.console;
    return [
      ...[...this.#actions].map(([key, { does }]) => ({ key, does })),
      { key: "↑↓", does: keys.scroll },
      { key: "Esc", does: keys.close },
    ];
  }
}
