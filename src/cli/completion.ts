import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fishTables } from "#cli/completion/fish-tables.js";
import { type Grammar, grammarOf } from "#cli/completion/grammar.js";
import { shTables } from "#cli/completion/sh-tables.js";
import type { Setting } from "#cli/io.js";
import { type Arguments, allowOnly } from "#cli/options.js";
import { OPTIONS_OF } from "#cli/subcommand-options.js";
import { directoriesOf } from "#config/directories.js";
import { failure } from "#domain/errors.js";
import { BUILTIN_THEMES, loadThemes } from "#themes/load-themes.js";

/** What stands before each shell's own part, which is in `completion/` beside the program. */
const BEGINNINGS: ReadonlyMap<string, (grammar: Grammar) => string> = new Map([
  ["bash", (grammar) => `# bash completion for shoseki\n\n${shTables(grammar, false)}`],
  ["zsh", (grammar) => `#compdef shoseki\n\n${shTables(grammar, true)}`],
  ["fish", (grammar) => `# fish completion for shoseki\n\n${fishTables(grammar)}`],
]);

/**
 * `shoseki completion bash|zsh|fish`: a script that completes command lines. It runs no program, as Node alone takes longer to
 * start than anybody waits for a key: the tables are in it, and profiles are the names of files.
 */
export async function completion(setting: Setting, args: Arguments): Promise<0> {
  allowOnly(args, "completion", OPTIONS_OF.completion);
  const { io, catalogue } = setting;
  const [, shell = "", extra] = args.words;
  const beginning = BEGINNINGS.get(shell);
  if (beginning === undefined || extra !== undefined) {
    throw failure("USAGE", { problem: `completion takes ${[...BEGINNINGS.keys()].join(", ")}` });
  }
  const { themes } = loadThemes(BUILTIN_THEMES, directoriesOf(io.env).themes);
  const grammar = grammarOf(
    catalogue,
    themes.map(({ name }) => name),
  );
  const own = fileURLToPath(new URL(`../../completion/shoseki.${shell}`, import.meta.url));
  io.out(beginning(grammar) + readFileSync(own, "utf8").trimEnd());
  return 0;
}
