import type { ColourDepth } from "#themes/painter.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** The values of FORCE_COLOR as Node.js reads them; any other asks for colours too, and is taken for the least. */
const FORCED: ReadonlyMap<string, ColourDepth> = new Map([
  ["2", "256"],
  ["3", "truecolor"],
]);

/**
 * What to paint with. NO_COLOR (no-color.org) goes before everything, and is about colours only: a selection is still seen.
 * FORCE_COLOR goes before what the terminal seems to be.
 */
export function colourDepth(env: Environment, isTTY: boolean): ColourDepth {
  const { NO_COLOR = "", FORCE_COLOR, TERM = "" } = env;
  const bare = !isTTY || TERM === "dumb";
  if (NO_COLOR !== "" || FORCE_COLOR === "0" || FORCE_COLOR === "false") return bare ? "plain" : "none";
  if (FORCE_COLOR !== undefined) return FORCED.get(FORCE_COLOR) ?? "16";
  if (bare) return "plain";
  return byCOLORTERM(env, TERM) ?? byTERM(TERM);
}

function byCOLORTERM({ COLORTERM, TMUX }: Environment, term: string): ColourDepth | null {
  if (COLORTERM !== "truecolor" && COLORTERM !== "24bit") return null;
  // GNU screen inherits the variable and takes the numbers of an exact colour for attributes, blinking among them.
  const screen = /^screen(?:[.-]|$)/u.test(term) && TMUX === undefined;
  return screen ? "256" : "truecolor";
}

/** The first that matches. TERM comes along through ssh, where COLORTERM does not. A serial line is often a `vt`. */
const TERMS: readonly (readonly [RegExp, ColourDepth])[] = [
  [/-direct$|^(?:xterm-kitty|xterm-ghostty|alacritty|foot|wezterm)(?:-|$)/u, "truecolor"],
  [/-256color$/u, "256"],
  [/^vt\d|-m$|-mono$/u, "none"],
  [/./u, "16"],
];

function byTERM(term: string): ColourDepth {
  return TERMS.find(([pattern]) => pattern.test(term))?.[1] ?? "none";
}
