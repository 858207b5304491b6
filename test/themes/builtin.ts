import { BUILTIN_THEMES, loadThemes } from "#themes/load-themes.js";
import type { Theme } from "#themes/theme.js";

/** A theme that comes with the program. */
export function builtin(name: string): Theme {
  const theme = loadThemes(BUILTIN_THEMES, "/nowhere").themes.find((each) => each.name === name);
  if (theme === undefined) throw new Error(`there is no theme ${name}`);
  return theme;
}
