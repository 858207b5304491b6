import { CONSOLE_VERBS } from "#console/commands/console-verbs.js";
import { readToken } from "#language/lexer.js";
import { wrongWord } from "#language/wrong.js";
import type { Catalogue } from "#messages/catalogue.js";

/**
 * Help for one of the console's own verbs, in lines; null where a line asks for nothing of the kind. Throws `SYNTAX` for what
 * follows the verb.
 */
export function ownHelp(line: string, { console: texts, help }: Catalogue): readonly string[] | null {
  const asked = readToken(line, 0);
  const word = asked?.text === "help" ? readToken(line, asked.end) : null;
  const verb = CONSOLE_VERBS.find(({ name }) => name === word?.text);
  if (word === null || verb === undefined) return null;
  const extra = readToken(line, word.end);
  if (extra !== null) throw wrongWord(line, extra, "EXTRA_WORD", ["help [VERB...]"]);
  const { name, takes } = verb;
  return [texts.verbs[name], "", `${help.usage} ${`${name} ${takes}`.trimEnd()}`];
}

/** The console's own verbs with what each does, for under the list of the language's. */
export function ownVerbs({ console: texts }: Catalogue): readonly string[] {
  const width = Math.max(...CONSOLE_VERBS.map(({ name }) => name.length));
  return CONSOLE_VERBS.map(({ name }) => `  ${name.padEnd(width)}  ${texts.verbs[name]}`);
}
