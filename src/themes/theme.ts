import type { Colour } from "#themes/colour.js";

/** What a text on the screen is, and so how a theme paints it. docs/themes.md says the same to those who write one. */
export const ROLES = [
  /** What is read: names, values, messages. */
  "text",
  /** What is there and may be passed over: ids, times, a pane's name without the focus. */
  "dim",
  /** The word of a line that it is about: its target. */
  "accent",
  /** The name of the pane that has the focus. */
  "title",
  /** Rules and frames. */
  "border",
  /** The same around the pane that has the focus. */
  "borderFocused",
  /** The whole row under the cursor: it must be seen in every terminal. */
  "selection",
  /** The letters that a filter has found. */
  "match",
  /** Rows that were marked for an operation on several. */
  "marked",
  /** It went well; it is running. */
  "ok",
  /** Look at it before you go on; refused. */
  "warning",
  /** It failed, nobody knows how it ended, or something would be lost for good. */
  "danger",
  /** Neither good nor bad, and not from here: what others did, notices. */
  "info",
  /** A key to press. */
  "key",
  /** The names above columns. */
  "header",
  /** What stands before the command line. */
  "prompt",
  /** A completion or an advice that was not typed. */
  "hint",
  /** What is being typed. */
  "input",
  /** A word that cannot be read, and the squiggle under it. */
  "error",
  /** How far a running operation has come. */
  "progress",
] as const;

export type Role = (typeof ROLES)[number];

/** What a terminal can do with text without colours. Italic is drawn as inverse by some, and blinking is left out. */
export const ATTRIBUTES = ["bold", "dim", "italic", "underline", "inverse"] as const;

export type Attribute = (typeof ATTRIBUTES)[number];

/** How a role is painted. A colour that is null is the terminal's own. */
export interface Style extends Readonly<Record<Attribute, boolean>> {
  readonly fg: Colour | null;
  readonly bg: Colour | null;
}

/** What a theme is made to be read on. */
export type Background = "dark" | "light";

export interface Theme {
  /** By which it is chosen: its file's name without `.json`. */
  readonly name: string;
  readonly title: Readonly<Record<"en" | "ja", string>>;
  readonly background: Background;
  readonly roles: Readonly<Record<Role, Style>>;
}
