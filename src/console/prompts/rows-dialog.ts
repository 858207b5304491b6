import type { Canvas } from "#console/panes/canvas.js";
import type { Dialog, KeyHint, Painted } from "#console/prompts/dialog.js";
import type { Size } from "#console/view/layout.js";
import { keyName } from "#console/widgets/key-name.js";
import { paintEnds, paintLine, type Span } from "#console/widgets/spans.js";
import { titleLine } from "#console/widgets/title.js";
import { windowTop } from "#console/widgets/window.js";
import { wrapSpans } from "#console/widgets/wrap-spans.js";

/** What a key does with the row under the cursor. */
export interface RowAction<Row> {
  /** In the footer; empty for a key that does what another one does. */
  does(row: Row): string;
  /** Why it cannot be done with the row now; null when it can. The footer shows only what can. */
  whyNot?(row: Row): string | null;
  run(row: Row): void;
}

interface RowsParts<Row> {
  readonly title: string;
  /** At the right of the title. */
  details(): readonly Span[];
  /** Over the rows: what they are, and what is to be done. Wrapped. */
  head(): readonly (readonly Span[])[];
  /** All of these are asked at every painting, so that what is live stays so. */
  rows(): readonly Row[];
  /** What a row is, however the others come and go: the cursor stays on it. */
  keyOf(row: Row): string;
  lineOf(row: Row): { readonly left: readonly Span[]; readonly right: readonly Span[] };
  readonly actions: ReadonlyMap<string, RowAction<Row>>;
  say(why: string): void;
}

/** Rows of what can be read and changed one by one, where keys mean what the row under the cursor can be meant for. */
export class RowsDialog<Row> implements Dialog {
  readonly isTall = true;
  readonly #parts: RowsParts<Row>;
  #key: string | null = null;
  #index = 0;
  #top = 0;
  #page = 1;

  constructor(parts: RowsParts<Row>) {
    this.#parts = parts;
  }

  get title(): string {
    return this.#parts.title;
  }

  /** The row under the cursor; null where there is none. */
  get selected(): Row | null {
    const rows = this.#parts.rows();
    return rows[this.#indexIn(rows)] ?? null;
  }

  /** Puts the cursor on a row, as soon as there is one of this key. */
  select(key: string): void {
    this.#key = key;
  }

  paint({ paint }: Canvas, { width, height }: Size): Painted {
    const { title, details, head, rows: rowsNow, lineOf } = this.#parts;
    const rows = rowsNow();
    const index = this.#indexIn(rows);
    const above = head()
      .flatMap((spans) => wrapSpans([["text", " "], ...spans], width - 1))
      .map((spans) => paintLine(paint, spans, width));
    const blank = paintLine(paint, [], width);
    this.#page = Math.max(1, height - 2 - above.length);
    this.#top = windowTop(this.#top, index, this.#page, rows.length);
    const shown = rows.slice(this.#top, this.#top + this.#page).map((row, offset) => {
      const here = this.#top + offset === index;
      const { left, right } = lineOf(row);
      const line: readonly Span[] = [["accent", here ? " › " : "   "], ...left];
      const end: readonly Span[] = [...right, ["text", " "]];
      if (!here) return paintEnds(paint, line, end, width);
      const text = paintEnds((_, each) => each, line, end, width);
      return paintLine(paint, [["selection", text]], width, "selection");
    });
    return {
      lines: [titleLine(paint, title, details(), true, width), ...above, blank, ...shown],
      cursor: null,
    };
  }

  press(key: string): void {
    const rows = this.#parts.rows();
    const steps: Readonly<Record<string, number>> = {
      up: -1,
      k: -1,
      down: 1,
      j: 1,
      pageup: -this.#page,
      pagedown: this.#page,
      home: -rows.length,
      end: rows.length,
    };
    const step = Object.hasOwn(steps, key) ? steps[key] : undefined;
    if (step !== undefined) {
      const row = rows[Math.min(Math.max(0, this.#indexIn(rows) + step), rows.length - 1)];
      this.#key = row === undefined ? null : this.#parts.keyOf(row);
      return;
    }
    const row = rows[this.#indexIn(rows)];
    const action = this.#parts.actions.get(key);
    if (row === undefined || action === undefined) return;
    const why = action.whyNot?.(row) ?? null;
    if (why === null) action.run(row);
    else this.#parts.say(why);
  }

  keys({ catalogue }: Canvas): readonly KeyHint[] {
    const row = this.selected;
    const { keys } = catalogue.console;
    const able = [...this.#parts.actions].flatMap(([key, action]): readonly KeyHint[] => {
      if (row === null || (action.whyNot?.(row) ?? null) !== null) return [];
      const does = action.does(row);
      return does === "" ? [] : [{ key: keyName(key), does }];
    });
    return [...able, { key: "↑↓", does: keys.move }, { key: "Esc", does: keys.close }];
  }

  /** Where the row is that the cursor was on; where it has gone, the one that stands in its place. */
  #indexIn(rows: readonly Row[]): number {
    const found = this.#key === null ? -1 : rows.findIndex((row) => this.#parts.keyOf(row) === this.#key);
    this.#index = found >= 0 ? found : Math.min(this.#index, Math.max(0, rows.length - 1));
    return this.#index;
  }
}
