import type { Key } from "ink";

/** A key by the name that the table of commands has for it, and the text that it types. */
export interface KeyPress {
  readonly key: string;
  readonly text: string;
}

const NAMED: readonly (readonly [keyof Key, string])[] = [
  ["upArrow", "up"],
  ["downArrow", "down"],
  ["leftArrow", "left"],
  ["rightArrow", "right"],
  ["pageUp", "pageup"],
  ["pageDown", "pagedown"],
  ["home", "home"],
  ["end", "end"],
  ["return", "enter"],
  ["escape", "esc"],
  ["tab", "tab"],
  ["backspace", "backspace"],
  ["delete", "delete"],
];

/**
 * What a terminal answers to a question that nobody waits for any more (its background, what it is), as Ink hands it on:
 * without its first character, and at once, as nobody types.
 */
const LATE_ANSWER = /^(?:\[\?[\d;]*c|\d+;rgba?:[\da-f/]+\p{Cc}?)/iu;

const graphemes = new Intl.Segmenter();

/**
 * What Ink heard as key presses. A fast typist's keys, and an input method's words, come as one text: each character of
 * it is a key of its own.
 */
export function keyPresses(heard: string, key: Key): readonly KeyPress[] {
  const input = heard.replace(LATE_ANSWER, "");
  const named = NAMED.find(([flag]) => key[flag] === true)?.[1];
  if (named !== undefined) return [{ key: withModifiers(named, key), text: "" }];
  if (key.ctrl && input.length === 1) return [{ key: `ctrl+${input}`, text: "" }];
  if (key.meta && input.length > 0) return [{ key: `alt+${input}`, text: "" }];
  return [...graphemes.segment(input)].flatMap(({ segment }) => typed(segment));
}

function withModifiers(name: string, { ctrl, meta, shift }: Key): string {
  // Every terminal's own Escape comes as if Alt were held.
  if (name === "esc") return name;
  return `${ctrl ? "ctrl+" : ""}${meta ? "alt+" : ""}${shift ? "shift+" : ""}${name}`;
}

const CONTROLS: Readonly<Record<string, string>> = {
  "\r": "enter",
  "\n": "enter",
  "\r\n": "enter",
  "\t": "tab",
  "\u001b": "esc",
  "\u007f": "backspace",
  "\u001f": "ctrl+_",
};

function typed(segment: string): readonly KeyPress[] {
  const control = CONTROLS[segment];
  if (control !== undefined) return [{ key: control, text: "" }];
  const code = segment.codePointAt(0) ?? 0;
  if (code < 0x20) return [{ key: `ctrl+${String.fromCharCode(code + 0x60)}`, text: "" }];
  return [{ key: segment, text: segment }];
}
