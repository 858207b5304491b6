import type { Rgb } from "#themes/colour.js";
import { linear } from "#themes/contrast.js";

/** Lightness 0 to 1, and two axes of hue, in which equal distances look about equally far apart. */
export type Oklab = readonly [lightness: number, a: number, b: number];

/** Björn Ottosson, "A perceptual color space for image processing", 2020. */
export function oklab(rgb: Rgb): Oklab {
  const [red, green, blue] = [linear(rgb[0]), linear(rgb[1]), linear(rgb[2])];
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
