import { type Cell, type Style, sameStyle } from "./style.js";

/** A screen by its cells. */
export interface Cells {
  readonly columns: number;
  readonly rows: number;
  cell(row: number, column: number): Cell;
}

/**
 * How a text is drawn where it first stands on one row; the blanks in it are not asked. Throws where it does not stand, or
 * is drawn in more than one style.
 */
export function styleOfText(screen: Cells, text: string): Style {
  for (let row = 0; row < screen.rows; row += 1) {
    const cells = Array.from({ length: screen.columns }, (_, column) => screen.cell(row, column));
    const [first, ...others] = standing(cells, text);
    if (first === undefined) continue;
    if (others.every(({ style }) => sameStyle(style, first.style))) return first.style;
    throw new Error(`"${text}" is drawn in more than one style`);
  }
  throw new Error(`"${text}" is not on the screen`);
}

/** The cells that the text's first occurrence covers. */
function standing(cells: readonly Cell[], text: string): Cell[] {
  const start = cells
    .map((cell) => cell.text)
    .join("")
    .indexOf(text);
  if (start === -1) return [];
  let at = 0;
  return cells.filter((cell) => {
    const covered = at >= start && at < start + text.length;
    at += cell.text.length;
    return covered && cell.text.trim() !== "";
  });
}
