import { type Colour, type Rgb, rgbOfNumber } from "#themes/colour.js";

/** What xterm makes of the ANSI names. Other terminals and their owners have their own, so this is only good for comparing. */
const NOMINAL: readonly Rgb[] = [
  0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f, 0xff0000,
  0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
].map(rgbOfNumber);

/** The steps of the colour cube, 16 to 231. */
const STEPS = [0, 95, 135, 175, 215, 255];
const CUBE = 16;
const GREYS = 232;

/** The colour at an index of xterm's palette: sixteen, a cube of 6 × 6 × 6, and 24 greys. Black for one that is not there. */
export function paletteRgb(index: number): Rgb {
  if (index < CUBE) return NOMINAL[index] ?? [0, 0, 0];
  if (index >= GREYS) {
    const level = 8 + 10 * (index - GREYS);
    return [level, level, level];
  }
  const at = index - CUBE;
  const step = (part: number) => STEPS[part % 6] ?? 0;
  return [step(Math.floor(at / 36)), step(Math.floor(at / 6)), step(at)];
}

export function rgbOf(colour: Colour): Rgb {
  return colour.kind === "rgb" ? colour.rgb : paletteRgb(colour.index);
}
