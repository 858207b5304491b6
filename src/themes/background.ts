import type { Rgb } from "#themes/colour.js";
import { contrast } from "#themes/contrast.js";
import type { Background } from "#themes/theme.js";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Asks a terminal for its background (OSC 11 of xterm's `ctlseqs`). It ends in BEL, as rxvt-unicode answers the other ending
 * with half of it. A terminal that does not know it says nothing.
 */
export const BACKGROUND_QUERY = "\u001b]11;?\u0007";

/**
 * `rgb:` or `rgba:` with one to four hexadecimal digits a channel. A control character (BEL, or the first of ST) after them says
 * that no digit is on its way any more.
 */
const REPLY = /\p{Cc}\]11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})(?:\/[\da-f]{1,4})?\p{Cc}/iu;

/** What a terminal has answered to BACKGROUND_QUERY, wherever in `text` that stands; null when it is not there, or not whole. */
export function parseBackgroundReply(text: string): Background | null {
  const [, red, green, blue] = REPLY.exec(text) ?? [];
  if (red === undefined || green === undefined || blue === undefined) return null;
  return backgroundLike([channel(red), channel(green), channel(blue)]);
}

/** `f`, `ff`, `fff` and `ffff` are all the most there is. */
function channel(digits: string): number {
  return (Number.parseInt(digits, 16) / (16 ** digits.length - 1)) * 255;
}

/** Dark is what white can be read on better than black. */
function backgroundLike(rgb: Rgb): Background {
  return contrast(rgb, [255, 255, 255]) >= contrast(rgb, [0, 0, 0]) ? "dark" : "light";
}

/** The ANSI colours that make a dark background, as Vim has them. */
const DARK = [0, 1, 2, 3, 4, 5, 6, 8];

/** What rxvt, Konsole and their like say in COLORFGBG (`15;0`, `0;default;15`); null where it is not set or says no colour. */
export function backgroundOf(env: Environment): Background | null {
  const [, digits] = /;(\d{1,2})$/u.exec(env.COLORFGBG ?? "") ?? [];
  const index = Number(digits);
  if (digits === undefined || index > 15) return null;
  return DARK.includes(index) ? "dark" : "light";
}
