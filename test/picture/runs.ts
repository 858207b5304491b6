import { type Cell, type Style, sameStyle } from "../terminal/style.js";
import { isShape } from "./shapes.js";

/** Characters next to one another that one element of the picture draws. */
export interface Run {
  readonly column: number;
  readonly style: Style;
  readonly kind: Kind;
  readonly characters: readonly string[];
}

/** Half and full width, as their glyphs' widths differ; `shape` is what joins its neighbours and is drawn, not written. */
type Kind = "half" | "full" | "shape";

/** Cuts a row. A single space does not end a run of half-width text, more do: so no run can drift far from its cells. */
export function runsOf(row: readonly Cell[]): Run[] {
  const runs: (Run & { characters: string[] })[] = [];
  for (const [column, cell] of row.entries()) {
    if (isBlank(cell)) continue;
    const kind = kindOf(cell);
    const last = runs.at(-1);
    const gap = last === undefined ? Number.POSITIVE_INFINITY : column - endOf(last);
    const joins =
      last?.kind === kind && sameStyle(last.style, cell.style) && gap <= (kind === "half" ? 1 : 0);
    if (joins) last.characters.push(...(gap === 1 ? [" ", cell.text] : [cell.text]));
    else runs.push({ column, style: cell.style, kind, characters: [cell.text] });
  }
  return runs;
}

/** The column after a run. */
function endOf({ column, kind, characters }: Run): number {
  return column + characters.length * (kind === "full" ? 2 : 1);
}

function kindOf(cell: Cell): Kind {
  if (isShape(cell.text)) return "shape";
  return cell.width === 2 ? "full" : "half";
}

function isBlank({ text, style }: Cell): boolean {
  return text.trim() === "" && (text === "" || !(style.underline || style.strikethrough));
}
