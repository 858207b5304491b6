import { CELL, units } from "./metrics.js";

type Arm = "l" | "r" | "u" | "d";

/** The arms, from the cell's middle, of what a line is drawn with. */
const LINES: Readonly<Record<string, string>> = {
  "─": "lr",
  "│": "ud",
  "┌": "rd",
  "┐": "ld",
  "└": "ru",
  "┘": "lu",
  "├": "udr",
  "┤": "udl",
  "┬": "lrd",
  "┴": "lru",
  "┼": "lrud",
};
const HEAVY_LINES: Readonly<Record<string, string>> = {
  "━": "lr",
  "┃": "ud",
  "┏": "rd",
  "┓": "ld",
  "┗": "ru",
  "┛": "lu",
  "┣": "udr",
  "┫": "udl",
  "┳": "lrd",
  "┻": "lru",
  "╋": "lrud",
};
const CORNERS: Readonly<Record<string, readonly [Arm, Arm]>> = {
  "╭": ["r", "d"],
  "╮": ["l", "d"],
  "╰": ["r", "u"],
  "╯": ["l", "u"],
};

/** Blocks as left, top, right and bottom, in eighths of a cell. */
const BLOCKS: Readonly<Record<string, readonly [number, number, number, number]>> = {
  "█": [0, 0, 8, 8],
  "▀": [0, 0, 8, 4],
  "▁": [0, 7, 8, 8],
  "▂": [0, 6, 8, 8],
  "▃": [0, 5, 8, 8],
  "▄": [0, 4, 8, 8],
  "▅": [0, 3, 8, 8],
  "▆": [0, 2, 8, 8],
  "▇": [0, 1, 8, 8],
  "▐": [4, 0, 8, 8],
  "▏": [0, 0, 1, 8],
  "▎": [0, 0, 2, 8],
  "▍": [0, 0, 3, 8],
  "▌": [0, 0, 4, 8],
  "▋": [0, 0, 5, 8],
  "▊": [0, 0, 6, 8],
  "▉": [0, 0, 7, 8],
};

/** A path, to be stroked as wide as said, or filled. */
export interface Shape {
  readonly path: string;
  readonly stroke?: number;
}

/** Whether a character joins its neighbours: written in a font, it would leave gaps between them. */
export function isShape(character: string): boolean {
  return [LINES, HEAVY_LINES, CORNERS, BLOCKS].some((shapes) => Object.hasOwn(shapes, character));
}

/** What draws a character in the cell whose left upper corner is at x and y. */
export function shapeOf(character: string, x: number, y: number): Shape {
  const block = BLOCKS[character];
  if (block !== undefined) return { path: blockPath(block, x, y) };
  const middle = `${units(x + CELL.width / 2)} ${units(y + CELL.height / 2)}`;
  const ends: Readonly<Record<string, string>> = {
    l: `${units(x)} ${units(y + CELL.height / 2)}`,
    r: `${units(x + CELL.width)} ${units(y + CELL.height / 2)}`,
    u: `${units(x + CELL.width / 2)} ${units(y)}`,
    d: `${units(x + CELL.width / 2)} ${units(y + CELL.height)}`,
  };
  const corner = CORNERS[character];
  if (corner !== undefined) return { path: `M${ends[corner[0]]}Q${middle} ${ends[corner[1]]}`, stroke: 1 };
  const heavy = HEAVY_LINES[character];
  const arms = [...(heavy ?? LINES[character] ?? "")];
  const [first = "", second = ""] = arms;
  // The first two in one go, so that they meet in a mitre.
  const path = `M${ends[first]}L${middle} ${ends[second]}`;
  const others = arms.slice(2).map((arm) => `M${middle}L${ends[arm]}`);
  return { path: path + others.join(""), stroke: heavy === undefined ? 1 : 2 };
}

function blockPath(block: readonly [number, number, number, number], x: number, y: number): string {
  const [left, top, right, bottom] = block;
  const [x1, x2] = [left, right].map((eighths) => units(x + (eighths * CELL.width) / 8));
  const [y1, y2] = [top, bottom].map((eighths) => units(y + (eighths * CELL.height) / 8));
  return `M${x1} ${y1}H${x2}V${y2}H${x1}Z`;
}
