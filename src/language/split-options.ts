import { readToken, type Token } from "#language/lexer.js";
import { nearestWord } from "#language/nearest-word.js";
import { optionUsage, usageOf } from "#language/usage.js";
import type { Option, OptionName, Verb } from "#language/verb.js";
import { wrongWord } from "#language/wrong.js";

/** An option as it stands in a line. */
interface GivenOption {
  readonly option: Option;
  /** The word that names it. */
  readonly at: Token;
  /** Null for a flag. */
  readonly value: Token | null;
}

/** What follows a verb: words by place, and options wherever they stand. */
export interface Split {
  readonly words: readonly Token[];
  /** In the order in which they stand. */
  readonly options: ReadonlyMap<OptionName, GivenOption>;
}

/**
 * Takes the options out of what follows a verb. An option is an unquoted word that begins with `--`; its value is the
 * next word, or what follows `=`. After `--` alone all is words.
 * SYNTAX for an option that the verb has not, that stands twice, or that lacks its value.
 */
export function splitOptions(line: string, verb: Verb, tokens: readonly Token[]): Split {
  const words: Token[] = [];
  const options = new Map<OptionName, GivenOption>();
  const left = [...tokens];
  for (let token = left.shift(); token !== undefined; token = left.shift()) {
    if (token.raw === "--") words.push(...left.splice(0));
    else if (!looksLikeOption(token)) words.push(token);
    else {
      const option = optionOf(line, verb, token);
      if (options.has(option.name)) throw wrongWord(line, token, "OPTION_TWICE", [usageOf(verb)]);
      const value = option.value === null ? null : takeValue(line, option, token, left);
      options.set(option.name, { option, at: token, value });
    }
  }
  return { words, options };
}

function looksLikeOption({ raw }: Token): boolean {
  return raw.startsWith("--");
}

/** The column after the `=` of a word; null where there is none. */
function equalsIn({ raw, start }: Token): number | null {
  const at = raw.indexOf("=");
  return at < 0 ? null : start + at + 1;
}

function optionOf(line: string, verb: Verb, token: Token): Option {
  const equals = equalsIn(token);
  const typed = line.slice(token.start + 2, equals === null ? token.end : equals - 1);
  const option = verb.options.find(({ name }) => name === typed);
  // A flag takes no value: `--on=yes` is no option, and `--on` is the nearest.
  if (option !== undefined && (option.value !== null || equals === null)) return option;
  const nearest = nearestWord(
    typed,
    verb.options.map(({ name }) => name),
  );
  const meant = verb.options.find(({ name }) => name === nearest);
  throw wrongWord(line, token, "UNKNOWN_OPTION", [meant === undefined ? usageOf(verb) : optionUsage(meant)]);
}

/** Takes the value from the words that are left where it is not in the same word. */
function takeValue(line: string, option: Option, token: Token, left: Token[]): Token {
  const from = equalsIn(token);
  const next = left[0];
  let value: Token | null | undefined = null;
  if (from !== null) value = from < token.end ? readToken(line, from) : null;
  else if (next !== undefined && !looksLikeOption(next)) value = left.shift();
  if (value) return value;
  throw wrongWord(line, token, "VALUE_MISSING", [optionUsage(option)]);
}
