/** Of a terminal. */
export type ScreenSize = Pick<PaintedScreen, "columns" | "rows">;

/** What a console has painted: its rows as they are written, and where the cursor belongs. */
export interface PaintedScreen {
  readonly columns: number;
  readonly rows: number;
  /** From the top; text with colours (SGR), as wide as the screen. */
  readonly lines: readonly string[];
  /** Counted from 0; null where it is hidden. */
  readonly cursor: { readonly x: number; readonly y: number } | null;
}

const PLAIN = "\u001b[0m";
/** A frame over nothing: whoever seeks in a recording begins at one. */
const WHOLE = `${PLAIN}\u001b[H\u001b[2J`;
/** DECAWM, reset and set: where a terminal finds a row wider than it was painted, it does not run on over the next. */
const UNWRAPPED = "\u001b[?7l";
const WRAPPED = "\u001b[?7h";

/** All of a screen, whatever was there before. */
export function wholeFrame(screen: PaintedScreen): string {
  const rows = screen.lines.map((line, row) => rowAt(row, line));
  return `${WHOLE}${unwrapped(rows)}${cursorOf(screen)}`;
}

/** What makes one screen of another of the same size; empty where they are the same. */
export function changedRows(before: PaintedScreen, after: PaintedScreen): string {
  const rows = after.lines.flatMap((line, row) => (before.lines[row] === line ? [] : [rowAt(row, line)]));
  const moved = before.cursor?.x !== after.cursor?.x || before.cursor?.y !== after.cursor?.y;
  return rows.length > 0 || moved ? `${unwrapped(rows)}${cursorOf(after)}` : "";
}

export function isSameSize(one: ScreenSize, other: ScreenSize): boolean {
  return one.columns === other.columns && one.rows === other.rows;
}

/** The terminal is left as it was: what is played may have been begun in any. */
function unwrapped(rows: readonly string[]): string {
  return rows.length === 0 ? "" : `${UNWRAPPED}${rows.join("")}${WRAPPED}`;
}

function rowAt(row: number, line: string): string {
  return `\u001b[${row + 1};1H${line}${PLAIN}`;
}

function cursorOf({ cursor }: PaintedScreen): string {
  if (cursor === null) return "\u001b[?25l";
  return `\u001b[${cursor.y + 1};${cursor.x + 1}H\u001b[?25h`;
}
