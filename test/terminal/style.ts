import type { IBufferCell } from "@xterm/headless";

/** The terminal's own colour, one of its palette (0 to 255), or `#rrggbb`. */
export type Colour = "default" | number | `#${string}`;

export interface Style {
  readonly foreground: Colour;
  readonly background: Colour;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
  readonly strikethrough: boolean;
}

/** One place of the screen. */
export interface Cell {
  /** A grapheme; a space where nothing was written; empty on the second half of a wide character. */
  readonly text: string;
  readonly width: 0 | 1 | 2;
  readonly style: Style;
}

/** The emulator reuses its cells: what is read here stays as it was. */
export function cellOf(cell: IBufferCell): Cell {
  const width = cell.getWidth() as 0 | 1 | 2;
  return { text: width === 0 ? "" : cell.getChars() || " ", width, style: styleOfCell(cell) };
}

function styleOfCell(cell: IBufferCell): Style {
  return {
    foreground: colourOf(cell.isFgDefault(), cell.isFgPalette(), cell.getFgColor()),
    background: colourOf(cell.isBgDefault(), cell.isBgPalette(), cell.getBgColor()),
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    italic: cell.isItalic() !== 0,
    underline: cell.isUnderline() !== 0,
    inverse: cell.isInverse() !== 0,
    strikethrough: cell.isStrikethrough() !== 0,
  };
}

function colourOf(isDefault: boolean, isPalette: boolean, colour: number): Colour {
  if (isDefault) return "default";
  return isPalette ? colour : `#${colour.toString(16).padStart(6, "0")}`;
}

export function sameStyle(left: Style, right: Style): boolean {
  return (Object.keys(left) as (keyof Style)[]).every((key) => left[key] === right[key]);
}
