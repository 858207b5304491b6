import type { Colour, Style } from "../terminal/style.js";

export const BACKGROUND = "#0d1117";
export const FOREGROUND = "#e6edf3";

const ANSI: readonly string[] = [
  "#484f58",
  "#ff7b72",
  "#3fb950",
  "#d29922",
  "#58a6ff",
  "#bc8cff",
  "#39c5cf",
  "#b1bac4",
  "#6e7681",
  "#ffa198",
  "#56d364",
  "#e3b341",
  "#79c0ff",
  "#d2a8ff",
  "#56d4dd",
  "#ffffff",
];
const CUBE_LEVELS = [0, 95, 135, 175, 215, 255] as const;

/** The colours that a cell's text and ground have in the picture, as `#rrggbb`. */
export function coloursOf(style: Style): { readonly text: string; readonly ground: string } {
  const text = hexOf(style.foreground, FOREGROUND);
  const ground = hexOf(style.background, BACKGROUND);
  return style.inverse ? { text: ground, ground: text } : { text, ground };
}

/** 16 colours of ours, then xterm's cube of 6 levels and its 24 greys. */
function hexOf(colour: Colour, ofTerminal: string): string {
  if (colour === "default") return ofTerminal;
  if (typeof colour === "string") return colour;
  const ansi = ANSI[colour];
  if (ansi !== undefined) return ansi;
  if (colour >= 232) return hex([0, 0, 0].map(() => 8 + (colour - 232) * 10));
  const levels = [36, 6, 1].map((weight) => CUBE_LEVELS[Math.floor((colour - 16) / weight) % 6] ?? 0);
  return hex(levels);
}

function hex(levels: readonly number[]): string {
  return `#${levels.map((level) => level.toString(16).padStart(2, "0")).join("")}`;
}
