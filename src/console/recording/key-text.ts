/** What a terminal sends for keys that type nothing (xterm's control sequences). */
const SENT: Readonly<Record<string, string>> = {
  enter: "\r",
  tab: "\t",
  "shift+tab": "\u001b[Z",
  esc: "\u001b",
  backspace: "\u007f",
  delete: "\u001b[3~",
  up: "\u001b[A",
  down: "\u001b[B",
  right: "\u001b[C",
  left: "\u001b[D",
  home: "\u001b[H",
  end: "\u001b[F",
  pageup: "\u001b[5~",
  pagedown: "\u001b[6~",
};

/** A key as it is recorded: what it types, or what a terminal sends for it; empty for one that is not known. */
export function keyText(key: string, text: string): string {
  if (text !== "") return text;
  if (Object.hasOwn(SENT, key)) return SENT[key] ?? "";
  const control = /^ctrl\+([a-z])$/u.exec(key)?.[1];
  if (control !== undefined) return String.fromCharCode(control.charCodeAt(0) - 96);
  const meta = /^alt\+(.)$/u.exec(key)?.[1];
  return meta === undefined ? "" : `\u001b${meta}`;
}
