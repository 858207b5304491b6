/** What xterm sends for the keys that are not a character: `CSI <number> ~`, or `CSI <letter>`. */
const TILDE_KEYS: Readonly<Record<string, number>> = {
  insert: 2,
  delete: 3,
  pageup: 5,
  pagedown: 6,
  f5: 15,
  f6: 17,
  f7: 18,
  f8: 19,
  f9: 20,
  f10: 21,
  f11: 23,
  f12: 24,
};
const CURSOR_KEYS: Readonly<Record<string, string>> = {
  up: "A",
  down: "B",
  right: "C",
  left: "D",
  home: "H",
  end: "F",
};
const FIRST_FUNCTION_KEYS: Readonly<Record<string, string>> = { f1: "P", f2: "Q", f3: "R", f4: "S" };
const PLAIN_KEYS: Readonly<Record<string, string>> = {
  enter: "\r",
  tab: "\t",
  esc: "\u{1B}",
  space: " ",
  backspace: "\u{7F}",
};
const SPECIAL: Readonly<Record<string, string>> = {
  "shift+tab": "\u{1B}[Z",
  "ctrl+space": "\0",
  "ctrl+backspace": "\b",
  "ctrl+/": "\u{1F}",
};
const MODIFIERS: Readonly<Record<string, number>> = { shift: 1, alt: 2, ctrl: 4 };

/**
 * The bytes that xterm sends for a key (ctlseqs, "PC-Style Function Keys"): one character, a name (`pageup`), or either
 * after its modifiers (`ctrl+r`, `alt+b`, `shift+tab`, `ctrl+shift+left`). Throws on a key that no terminal sends.
 *
 * @param applicationCursor The program has switched DECCKM on: cursor keys without modifiers are `SS3 <letter>` then.
 */
export function bytesOfKey(key: string, applicationCursor = false): string {
  if ([...key].length === 1) return key;
  const special = SPECIAL[key];
  if (special !== undefined) return special;
  const [name = "", ...before] = key.split("+").reverse();
  const modifier = before.reduce((sum, each) => sum + (MODIFIERS[each] ?? Number.NaN), 0);
  const bytes = Number.isNaN(modifier)
    ? undefined
    : (ofFunctionKey(name, modifier, applicationCursor) ?? ofCharacter(name, before));
  if (bytes === undefined) throw new Error(`no terminal sends a key called "${key}"`);
  return bytes;
}

function ofFunctionKey(name: string, modifier: number, applicationCursor: boolean): string | undefined {
  const number = TILDE_KEYS[name];
  if (number !== undefined) return `\u{1B}[${number}${modifier === 0 ? "" : `;${modifier + 1}`}~`;
  const letter = CURSOR_KEYS[name] ?? FIRST_FUNCTION_KEYS[name];
  if (letter === undefined) return undefined;
  if (modifier !== 0) return `\u{1B}[1;${modifier + 1}${letter}`;
  return name in FIRST_FUNCTION_KEYS || applicationCursor ? `\u{1B}O${letter}` : `\u{1B}[${letter}`;
}

function ofCharacter(name: string, modifiers: readonly string[]): string | undefined {
  const character = PLAIN_KEYS[name] ?? ([...name].length === 1 ? name : undefined);
  if (character === undefined || modifiers.includes("shift")) return undefined;
  const prefix = modifiers.includes("alt") ? "\u{1B}" : "";
  if (!modifiers.includes("ctrl")) return `${prefix}${character}`;
  if (!/^[a-z[\\\]^_]$/.test(character)) return undefined;
  return `${prefix}${String.fromCharCode(character.toUpperCase().charCodeAt(0) & 0x1f)}`;
}
