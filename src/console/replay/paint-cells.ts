import type { IBufferCell, IBufferLine } from "@xterm/headless";
import { type Colour, rgbOfNumber } from "#themes/colour.js";
import type { ColourDepth } from "#themes/painter.js";
import { attributeCodes, colourCodes } from "#themes/sgr.js";
import type { Style } from "#themes/theme.js";

const RESET = "\u001b[0m";
/** SGR 9, which no theme has. */
const STRUCK = 9;

/**
 * A part of a recorded row as it was painted, in what this terminal can show: exactly `width` columns from column `from` on.
 * Of a wide character that is cut there is a blank.
 */
export function paintCells(
  line: IBufferLine | undefined,
  from: number,
  width: number,
  depth: ColourDepth,
): string {
  let painted = "";
  let open = "";
  const put = (codes: string, text: string) => {
    if (codes !== open && open !== "") painted += RESET;
    if (codes !== open && codes !== "") painted += `\u001b[0;${codes}m`;
    open = codes;
    painted += text;
  };
  for (let x = from; x < from + width; x += 1) {
    const cell = line?.getCell(x);
    if (cell === undefined) put("", " ");
    else {
      const isCut = cell.getWidth() === 2 && x + 1 >= from + width;
      const text = cell.isInvisible() !== 0 || isCut ? " " : cell.getChars();
      // The second half of a wide one has no text; the first was drawn with it.
      if (cell.getWidth() === 0) put(open, x === from ? " " : "");
      else put(codesOf(cell, depth), text === "" ? " " : text);
    }
  }
  return open === "" ? painted : painted + RESET;
}

function codesOf(cell: IBufferCell, depth: ColourDepth): string {
  if (depth === "plain" || cell.isAttributeDefault()) return "";
  const style: Style = {
    fg: colourOf(cell.isFgDefault(), cell.isFgPalette(), cell.getFgColor()),
    bg: colourOf(cell.isBgDefault(), cell.isBgPalette(), cell.getBgColor()),
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    italic: cell.isItalic() !== 0,
    underline: cell.isUnderline() !== 0,
    // Without colours, what stood out by its background still does.
    inverse: cell.isInverse() !== 0 || (depth === "none" && !cell.isBgDefault()),
  };
  const struck = cell.isStrikethrough() === 0 ? [] : [STRUCK];
  const colours = depth === "none" ? [] : colourCodes(style, depth);
  return [...attributeCodes(style), ...struck, ...colours].join(";");
}

function colourOf(isDefault: boolean, isPalette: boolean, colour: number): Colour | null {
  if (isDefault) return null;
  return isPalette ? { kind: "palette", index: colour } : { kind: "rgb", rgb: rgbOfNumber(colour) };
}
