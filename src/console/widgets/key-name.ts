const NAMES: Readonly<Record<string, string>> = {
  " ": "Space",
  enter: "Enter",
  tab: "Tab",
  esc: "Esc",
  up: "↑",
  down: "↓",
  left: "←",
  right: "→",
};

/** A key as people read it: `^P` for `ctrl+p`, `Space` for a blank. */
export function keyName(key: string): string {
  const control = /^ctrl\+(.)$/u.exec(key)?.[1];
  return control === undefined ? (NAMES[key] ?? key) : `^${control.toUpperCase()}`;
}
