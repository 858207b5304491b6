import { ThemeModel } from "#console/store/theme-model.js";
import { askTerminal } from "#console/terminal/ask-terminal.js";
import type { Terminal } from "#console/terminal/terminal.js";
import type { ShosekiError } from "#domain/errors.js";
import { BACKGROUND_QUERY, backgroundOf, parseBackgroundReply } from "#themes/background.js";
import { chooseTheme } from "#themes/choose-theme.js";
import { colourDepth } from "#themes/depth.js";
import { BUILTIN_THEMES, loadThemes } from "#themes/load-themes.js";

/** A terminal that answers does so within a round trip to it; one that never does is not waited for longer. */
const WAIT_MS = 150;

export interface WantedTheme {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly directories: { readonly themes: string };
  /** Null for one that fits the terminal. */
  readonly theme: string | null;
}

/** The theme that was asked for, or one that fits the terminal's colours and background. Errors: `THEME_INVALID`. */
export async function chosenTheme({
  terminal,
  env,
  directories,
  theme,
}: WantedTheme): Promise<{ readonly theme: ThemeModel; readonly problems: readonly ShosekiError[] }> {
  const { themes, problems } = loadThemes(BUILTIN_THEMES, directories.themes);
  const depth = colourDepth(env, true);
  const coloured = depth !== "none" && depth !== "plain";
  const background = theme === null && coloured ? await backgroundHere(terminal, env) : null;
  return { theme: new ThemeModel(themes, chooseTheme(themes, theme, background, depth), depth), problems };
}

async function backgroundHere(terminal: Terminal, env: WantedTheme["env"]) {
  return backgroundOf(env) ?? parseBackgroundReply(await askTerminal(terminal, BACKGROUND_QUERY, WAIT_MS));
}
