import { basename } from "node:path";
import { failure } from "#domain/errors.js";
import { ANSI_NAMES, type Colour, parseColour, sameColour } from "#themes/colour.js";
import { type Json, type Refusal, readJson } from "#themes/json.js";
import { nearest } from "#themes/nearest.js";
import { ATTRIBUTES, type Background, ROLES, type Role, type Style, type Theme } from "#themes/theme.js";

const LANGUAGES = ["en", "ja"] as const;
const COLOURS = ["fg", "bg"] as const;

/** Reads a theme (docs/themes.md). Nothing is taken that the format does not have. Throws `THEME_INVALID`. */
export function parseTheme(path: string, text: string): Theme {
  const refusal: Refusal = (problem) => failure("THEME_INVALID", { path, problem });
  // Some editors put a byte order mark before everything.
  const theme = fields(readJson(text.replace(/^\ufeff/u, ""), refusal), "", refusal, [
    "name",
    "title",
    "background",
    "roles",
  ]);
  const title = fields(theme.title, "title", refusal, LANGUAGES);
  const roles = fields(theme.roles, "roles", refusal, ROLES);
  const read: Theme = {
    name: ownName(theme.name, basename(path, ".json"), refusal),
    title: { en: line(title.en, "title.en", refusal), ja: line(title.ja, "title.ja", refusal) },
    background: background(theme.background, "background", refusal),
    roles: Object.fromEntries(
      ROLES.map((role) => [role, style(roles[role], `roles.${role}`, refusal)]),
    ) as Record<Role, Style>,
  };
  if (!isSeen(read.roles.selection, read.roles.text)) {
    throw refusal({ kind: "UNSEEN", at: "roles.selection" });
  }
  return read;
}

/** The members of an object: every one that is required, those that are optional, and no other. */
function fields<R extends string, O extends string = never>(
  value: Json,
  at: string,
  refusal: Refusal,
  required: readonly R[],
  optional: readonly O[] = [],
): Readonly<Record<R, Json> & Partial<Record<O, Json>>> {
  if (!(value instanceof Map)) throw refusal({ kind: "NOT_OBJECT", at });
  const members: ReadonlyMap<string, Json> = value;
  const inside = (name: string) => (at === "" ? name : `${at}.${name}`);
  // A name that is misspelt is also missing, and the first says more.
  for (const key of members.keys()) {
    const known: readonly string[] = [...required, ...optional];
    if (known.includes(key)) continue;
    throw refusal({ kind: "UNKNOWN_KEY", at: inside(key), nearest: nearest(key, known) });
  }
  const missing = required.find((name) => !members.has(name));
  if (missing !== undefined) throw refusal({ kind: "MISSING", at: inside(missing) });
  return Object.fromEntries(members) as Record<R, Json> & Partial<Record<O, Json>>;
}

/** A name of its own would make two files one theme, and leave open which. */
function ownName(value: Json, expected: string, refusal: Refusal): string {
  const name = line(value, "name", refusal);
  if (name !== expected) throw refusal({ kind: "OTHER_NAME", name, expected });
  return name;
}

function line(value: Json, at: string, refusal: Refusal): string {
  if (typeof value === "string" && value.trim() !== "" && !/\p{C}/u.test(value)) return value;
  throw refusal({ kind: "NOT_TEXT", at });
}

function background(value: Json, at: string, refusal: Refusal): Background {
  if (value === "dark" || value === "light") return value;
  throw refusal({ kind: "NOT_BACKGROUND", at });
}

function style(value: Json, at: string, refusal: Refusal): Style {
  const given = fields(value, at, refusal, COLOURS, ATTRIBUTES);
  const flag = (name: (typeof ATTRIBUTES)[number]) => {
    const set = given[name] ?? false;
    if (typeof set === "boolean" && given[name] !== null) return set;
    throw refusal({ kind: "NOT_BOOLEAN", at: `${at}.${name}` });
  };
  return {
    fg: colour(given.fg, `${at}.fg`, refusal),
    bg: colour(given.bg, `${at}.bg`, refusal),
    bold: flag("bold"),
    dim: flag("dim"),
    italic: flag("italic"),
    underline: flag("underline"),
    inverse: flag("inverse"),
  };
}

function colour(value: Json, at: string, refusal: Refusal): Colour | null {
  if (value === null) return null;
  const parsed = parseColour(value);
  if (parsed !== null) return parsed;
  const meant = typeof value === "string" ? nearest(value, ANSI_NAMES) : null;
  throw refusal({ kind: "NOT_COLOUR", at, text: shown(value), nearest: meant });
}

const LONGEST_SHOWN = 40;

function shown(value: Json): string {
  if (value instanceof Map) return "{…}";
  if (Array.isArray(value)) return "[…]";
  const text = JSON.stringify(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

/** An operation goes to the row under the cursor: where that is must show on the screen. */
function isSeen(selection: Style, text: Style): boolean {
  return selection.inverse || selection.underline || !sameColour(selection.bg, text.bg);
}
