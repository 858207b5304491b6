/** The picture's measures, in SVG user units. A monospaced glyph of this size is about 0.6 as wide as it is high. */
export const FONT_SIZE = 14;
export const CELL = { width: 8.4, height: 18 } as const;
/** Between the window's edge and the screen. */
export const PADDING = 12;
export const TITLE_BAR = 34;

/** Two decimals: no eye sees more, and the file stays small. */
export function units(value: number): string {
  return String(Math.round(value * 100) / 100);
}

export function leftOf(column: number): number {
  return PADDING + column * CELL.width;
}

export function topOf(row: number): number {
  return TITLE_BAR + PADDING + row * CELL.height;
}
