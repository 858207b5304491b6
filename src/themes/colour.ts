/** Red, green and blue in sRGB, 0 to 255 each. */
export type Rgb = readonly [red: number, green: number, blue: number];

/**
 * An exact colour, or a place in the terminal's palette of 256 (xterm's `ctlseqs`): 0 to 15 are what the terminal's owner has
 * made of the ANSI names, the others are fixed.
 */
export type Colour =
  | { readonly kind: "rgb"; readonly rgb: Rgb }
  | { readonly kind: "palette"; readonly index: number };

/** The sixteen names of ECMA-48's colours and their bright counterparts, in the order of their palette index. */
export const ANSI_NAMES = [
  "black",
  "red",
  "green",
  "yellow",
  "blue",
  "magenta",
  "cyan",
  "white",
  "brightBlack",
  "brightRed",
  "brightGreen",
  "brightYellow",
  "brightBlue",
  "brightMagenta",
  "brightCyan",
  "brightWhite",
] as const;

/** The colour that `#rrggbb`, an ANSI name or a palette index stands for, or null when it stands for none. */
export function parseColour(value: unknown): Colour | null {
  if (typeof value === "number") {
    return Number.isInteger(value) && value >= 0 && value <= 255 ? { kind: "palette", index: value } : null;
  }
  if (typeof value !== "string") return null;
  const [, hex] = /^#([0-9a-f]{6})$/iu.exec(value) ?? [];
  if (hex !== undefined) return { kind: "rgb", rgb: rgbOfNumber(Number.parseInt(hex, 16)) };
  const names: readonly string[] = ANSI_NAMES;
  const index = names.indexOf(value);
  return index === -1 ? null : { kind: "palette", index };
}

/** `0xrrggbb` in its three parts. */
export function rgbOfNumber(value: number): Rgb {
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}

export function sameColour(one: Colour | null, other: Colour | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
