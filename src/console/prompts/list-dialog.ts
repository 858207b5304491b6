import { LineEditor } from "#console/line/line-editor.js";
import type { Canvas } from "#console/panes/canvas.js";
import type { Dialog, KeyHint, Painted } from "#console/prompts/dialog.js";
import type { Size } from "#console/view/layout.js";
import { paintField } from "#console/widgets/field.js";
import { marked, paintEnds, paintLine, type Span } from "#console/widgets/spans.js";
import { titleLine } from "#console/widgets/title.js";
import { fitTo, widthOf } from "#console/widgets/width.js";
import { windowTop } from "#console/widgets/window.js";
import { parseFilter } from "#inventory/filter.js";

/** One thing to choose. */
export interface Item {
  readonly name: string;
  readonly note: string;
  /** At the right: its key, or what it is now. */
  readonly aside: string;
  /** Why it cannot be chosen now; null when it can. */
  readonly disabled: string | null;
  run(): void;
}

/** Of the line, at most, for the names. */
const NAME_PART = 0.65;

/** A list to choose from by typing a part of it. */
export class ListDialog implements Dialog {
  readonly title: string;
  readonly #items: readonly Item[];
  readonly #editor = new LineEditor();
  #index = 0;
  #top = 0;
  #page = 1;

  constructor(title: string, items: readonly Item[]) {
    this.title = title;
    this.#items = items;
  }

  paint({ paint, catalogue }: Canvas, { width, height }: Size): Painted {
    const texts = catalogue.console.palette;
    const shown = this.#shown();
    this.#page = Math.max(1, height - 2);
    this.#index = Math.min(this.#index, Math.max(0, shown.length - 1));
    this.#top = windowTop(this.#top, this.#index, this.#page, shown.length);
    const field = paintField(
      paint,
      {
        label: "",
        labelWidth: 0,
        editor: this.#editor,
        placeholder: texts.placeholder,
        focused: true,
      },
      width,
    );
    const widest = Math.max(...this.#items.map((item) => widthOf(item.name)));
    const nameWidth = Math.min(widest, Math.floor(width * NAME_PART));
    const filter = parseFilter(this.#editor.text);
    const rows = shown.slice(this.#top, this.#top + this.#page).map((item, offset) => {
      const here = this.#top + offset === this.#index;
      const name = fitTo(item.name, nameWidth);
      const positions = filter.isEmpty ? [] : filter.positions(item.name);
      const left: Span[] = [
        ["accent", here ? " › " : "   "],
        ...marked(item.disabled === null ? "text" : "dim", name, positions, "match"),
        [item.disabled === null ? "dim" : "warning", `  ${item.disabled ?? item.note}`],
      ];
      const line: readonly [readonly Span[], readonly Span[]] = [left, [["key", `${item.aside} `]]];
      if (!here) return paintEnds(paint, ...line, width);
      return paintLine(
        paint,
        [["selection", paintEnds((_, text) => text, ...line, width)]],
        width,
        "selection",
      );
    });
    const none: readonly string[] =
      shown.length === 0 ? [paintLine(paint, [["dim", `   ${texts.nothing}`]], width)] : [];
    return {
      lines: [
        titleLine(paint, this.title, [["dim", `${shown.length}/${this.#items.length}`]], true, width),
        field.line,
        ...rows,
        ...none,
      ],
      cursor: { x: field.cursor, y: 1 },
    };
  }

  press(key: string, text: string): void {
    const steps: Readonly<Record<string, number>> = {
      up: -1,
      "ctrl+p": -1,
      down: 1,
      "ctrl+n": 1,
      pageup: -this.#page,
      pagedown: this.#page,
    };
    const step = Object.hasOwn(steps, key) ? steps[key] : undefined;
    if (step !== undefined) this.#index = Math.max(0, this.#index + step);
    else if (key === "enter") this.#choose();
    else {
      if (!this.#editor.press(key)) this.#editor.insert(text);
      this.#index = 0;
    }
  }

  paste(text: string): void {
    this.#editor.insert(text);
    this.#index = 0;
  }

  keys({ catalogue: { console: texts } }: Canvas): readonly KeyHint[] {
    return [
      { key: "↑↓", does: texts.keys.move },
      { key: "Enter", does: texts.keys.choose },
      { key: "Esc", does: texts.keys.close },
    ];
  }

  #choose(): void {
    const item = this.#shown()[this.#index];
    if (item !== undefined && item.disabled === null) item.run();
  }

  /** Those that hold every word that was typed; what begins with it comes first. */
  #shown(): readonly Item[] {
    const typed = this.#editor.text.trim().toLowerCase();
    if (typed === "") return this.#items;
    const words = typed.split(/\s+/u);
    const fits = this.#items.filter(({ name, note }) => {
      const said = `${name} ${note}`.toLowerCase();
      return words.every((word) => said.includes(word));
    });
    const begins = fits.filter(({ name }) => name.toLowerCase().startsWith(typed));
    return [...begins, ...fits.filter((item) => !begins.includes(item))];
  }
}
