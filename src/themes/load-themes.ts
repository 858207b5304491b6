import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { asShosekiError, failure, type ShosekiError } from "#domain/errors.js";
import { parseTheme } from "#themes/parse-theme.js";
import type { Theme } from "#themes/theme.js";

/** Where the themes are that come with the program. */
export const BUILTIN_THEMES = fileURLToPath(new URL("../../themes/", import.meta.url));

export interface LoadedThemes {
  /** By name. */
  readonly themes: readonly Theme[];
  /** One for each of the user's files that was left out. */
  readonly problems: readonly ShosekiError[];
}

/**
 * The themes of both directories. One of the user's replaces the built-in one of the same name, and one that is no theme leaves it
 * in place. The user's directory may be missing. Throws `FILE_UNREADABLE` and `THEME_INVALID` for what came with the program.
 */
export function loadThemes(builtinDirectory: string, userDirectory: string): LoadedThemes {
  const themes = new Map<string, Theme>();
  for (const path of themeFiles(builtinDirectory)) keep(themes, readTheme(path));
  if (themes.size === 0) throw failure("FILE_UNREADABLE", { path: builtinDirectory, cause: "no themes" });
  const problems: ShosekiError[] = [];
  const tried = (work: () => void) => {
    try {
      work();
    } catch (error) {
      problems.push(asShosekiError(error));
    }
  };
  tried(() => {
    for (const path of themeFiles(userDirectory, { mayBeMissing: true })) {
      tried(() => keep(themes, readTheme(path)));
    }
  });
  return { themes: [...themes.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), problems };
}

function keep(themes: Map<string, Theme>, theme: Theme): void {
  themes.set(theme.name, theme);
}

/** The `*.json` of a directory, by name; what begins with a dot is an editor's. */
function themeFiles(directory: string, { mayBeMissing = false } = {}): readonly string[] {
  try {
    return readdirSync(directory)
      .filter((name) => /^[^.].*\.json$/u.test(name))
      .sort()
      .map((name) => join(directory, name));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (mayBeMissing && code === "ENOENT") return [];
    throw failure("FILE_UNREADABLE", { path: directory, cause: message }, error);
  }
}

function readTheme(path: string): Theme {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw failure("FILE_UNREADABLE", { path, cause: (error as Error).message }, error);
  }
  return parseTheme(path, text);
}
