import type { Rgb } from "#themes/colour.js";
import { contrast } from "#themes/contrast.js";
import { type Oklab, oklab } from "#themes/oklab.js";
import { paletteRgb } from "#themes/palette.js";

/** Those with a fixed colour: what the owner of a terminal has made of the first sixteen is not known. */
const FIXED = Array.from({ length: 240 }, (_, n) => n + 16);

/** The palette index, 16 to 255, that looks nearest. */
export function nearestOf256(rgb: Rgb): number {
  const wanted = oklab(rgb);
  return least(FIXED, (index) => distance(oklab(paletteRgb(index)), wanted));
}

const BLACK = 0;
const BRIGHT_WHITE = 15;
const GREYS = [BLACK, 8, 7, BRIGHT_WHITE];
const HUES = [1, 2, 3, 4, 5, 6];
const BRIGHT = 8;

/** Below it a colour is taken for a grey. */
const FAINT_CHROMA = 0.04;
/** From this lightness on a colour is a bright one; what can be read on a dark background is above it, on a light one below. */
const BRIGHT_LIGHTNESS = 0.6;

/**
 * The ANSI colour, 0 to 15, that stands for the same: a grey by its lightness, any other by its hue. The nearest one would make
 * white of a pale red, and then a failure looks like any text.
 */
export function nearestOf16(rgb: Rgb): number {
  const wanted = oklab(rgb);
  const [lightness] = wanted;
  if (chroma(wanted) < FAINT_CHROMA) {
    return least(GREYS, (index) => Math.abs(oklab(paletteRgb(index))[0] - lightness));
  }
  const hue = least(HUES, (index) => angle(oklab(paletteRgb(index)), wanted));
  return lightness >= BRIGHT_LIGHTNESS ? hue + BRIGHT : hue;
}

/** What can no longer be read when both its colours were reduced: WCAG's least for large text. */
const LEAST_CONTRAST = 3;

/** The foreground itself where it can be read on the background, black or white where it cannot; ANSI indexes. */
export function readableOn(fg: number, bg: number): number {
  const on = (index: number) => contrast(paletteRgb(index), paletteRgb(bg));
  if (on(fg) >= LEAST_CONTRAST) return fg;
  return on(BLACK) > on(BRIGHT_WHITE) ? BLACK : BRIGHT_WHITE;
}

function least(indexes: readonly number[], measure: (index: number) => number): number {
  let [best, bestMeasure] = [BLACK, Number.POSITIVE_INFINITY];
  for (const index of indexes) {
    const measured = measure(index);
    if (measured < bestMeasure) [best, bestMeasure] = [index, measured];
  }
  return best;
}

function distance(one: Oklab, other: Oklab): number {
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

function chroma([, a, b]: Oklab): number {
  return Math.hypot(a, b);
}

/** Between two hues, 0 to π. */
function angle([, a1, b1]: Oklab, [, a2, b2]: Oklab): number {
  const apart = Math.abs(Math.atan2(b1, a1) - Math.atan2(b2, a2));
  return Math.min(apart, 2 * Math.PI - apart);
}
