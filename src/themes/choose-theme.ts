import { failure } from "#domain/errors.js";
import { nearest } from "#themes/nearest.js";
import type { ColourDepth } from "#themes/painter.js";
import type { Background, Theme } from "#themes/theme.js";

/**
 * The theme of that name; where none is named, `monochrome` for a terminal without colours, and else the one for its background,
 * which is taken to be dark when it is not known. Throws `THEME_INVALID` when there is none of that name.
 */
export function chooseTheme(
  themes: readonly Theme[],
  wanted: string | null,
  background: Background | null,
  depth: ColourDepth,
): Theme {
  const name = wanted ?? (depth === "none" || depth === "plain" ? "monochrome" : (background ?? "dark"));
  const chosen = themes.find((theme) => theme.name === name);
  if (chosen !== undefined) return chosen;
  const names = themes.map((theme) => theme.name);
  throw failure("THEME_INVALID", {
    path: name,
    problem: { kind: "UNKNOWN_THEME", names, nearest: nearest(name, names) },
  });
}
