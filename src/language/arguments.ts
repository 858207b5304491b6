import type { TargetExpression } from "#domain/command.js";
import type { SyntaxProblem } from "#domain/syntax-problem.js";
import { withoutPassword } from "#domain/without-password.js";
import type { Token } from "#language/lexer.js";
import { parseSize } from "#language/size.js";
import { type Split, splitOptions } from "#language/split-options.js";
import { targetOf } from "#language/target.js";
import { optionUsage, usageOf } from "#language/usage.js";
import type { OptionName, Verb } from "#language/verb.js";
import { endsEarly, wrongWord } from "#language/wrong.js";

/** Where a word stands: the place after the verb, or the option whose value it is. */
export type Place = number | OptionName;

/** What follows a verb, read by place and by option. Every error is a SYNTAX that points at its word. */
export class Arguments {
  readonly #line: string;
  readonly #verb: Verb;
  readonly #split: Split;

  /** SYNTAX for more words than places, fewer than the verb needs, and options that do not go together. */
  constructor(line: string, verb: Verb, tokens: readonly Token[]) {
    this.#line = line;
    this.#verb = verb;
    this.#split = splitOptions(line, verb, tokens);
    const { words, options } = this.#split;
    const extra = words[verb.parameters.length];
    if (extra !== undefined) throw this.#wrong(extra, "EXTRA_WORD", [usageOf(verb)]);
    if (words.length < verb.parameters.filter(({ optional }) => !optional).length) throw this.#missing();
    if (verb.takes === "one at least" && options.size === 0) {
      const enough = verb.options.filter(({ beside }) => beside === undefined);
      throw endsEarly(line, "OPTION_MISSING", enough.map(optionUsage));
    }
    const [, second] = [...options.values()];
    if (verb.takes === "one at most" && second !== undefined) {
      throw this.#wrong(second.at, "OPTIONS_EXCLUDE", [usageOf(verb)]);
    }
  }

  target(place: Place): TargetExpression {
    return targetOf(this.#line, this.#word(place));
  }

  optionalTarget(place: Place): TargetExpression | null {
    return this.#has(place) ? this.target(place) : null;
  }

  /** A plain name. An unquoted wildcard in it is taken for a slip. */
  name(place: Place): string {
    const token = this.#word(place);
    if (token.glob) throw this.#wrong(token, "PATTERN_AS_NAME", [`'${token.text}'`]);
    return token.text;
  }

  optionalName(place: Place): string | null {
    return this.#has(place) ? this.name(place) : null;
  }

  /** A whole number, of either sign: whether a machine can have that many is the plan's question. */
  count(place: Place): number {
    const token = this.#word(place);
    if (!/^[+-]?\d+$/u.test(token.text)) throw this.#wrong(token, "NOT_A_COUNT", ["4"]);
    const value = Number(token.text);
    if (!Number.isSafeInteger(value)) throw this.#wrong(token, "NUMBER_TOO_LONG", ["4"]);
    // "-0" is a zero without a sign: an entry has no other.
    return value === 0 ? 0 : value;
  }

  optionalCount(place: Place): number | null {
    return this.#has(place) ? this.count(place) : null;
  }

  /** A size in MiB. */
  size(place: Place): number {
    const token = this.#word(place);
    const size = parseSize(token.text);
    if ("problem" in size) throw this.#wrong(token, size.problem, size.suggestions);
    return size.mebibytes;
  }

  optionalSize(place: Place): number | null {
    return this.#has(place) ? this.size(place) : null;
  }

  /** The value of an option as it was typed; VALUE_MISSING when that is empty. */
  optionalWord(name: OptionName): string | null {
    const given = this.#split.options.get(name);
    if (given === undefined) return null;
    const text = given.value?.text ?? "";
    if (text === "") throw this.#wrong(given.at, "VALUE_MISSING", [optionUsage(given.option)]);
    return text;
  }

  /**
   * A URI as it was typed. A password in it would stand in the journal for good: what may be one, and what is no URI (and so may hide
   * one), is PASSWORD_IN_URI and NOT_A_URI, and nothing is recorded.
   */
  optionalUri(name: OptionName): string | null {
    const text = this.optionalWord(name);
    const given = this.#split.options.get(name);
    if (given === undefined || text === null) return text;
    const wrong = (problem: SyntaxProblem) => this.#wrong(given.at, problem, [optionUsage(given.option)]);
    if (withoutPassword(text) !== text) throw wrong("PASSWORD_IN_URI");
    if (/\s/u.test(text) || URL.parse(text) === null) throw wrong("NOT_A_URI");
    return text;
  }

  flag(name: OptionName): boolean {
    return this.#split.options.has(name);
  }

  #has(place: Place): boolean {
    return this.#tokenAt(place) !== null;
  }

  #word(place: Place): Token {
    const token = this.#tokenAt(place);
    if (token === null) throw this.#missing();
    return token;
  }

  #tokenAt(place: Place): Token | null {
    const { words, options } = this.#split;
    return (typeof place === "number" ? words[place] : options.get(place)?.value) ?? null;
  }

  #missing(): Error {
    return endsEarly(this.#line, "MISSING_WORD", [usageOf(this.#verb)]);
  }

  #wrong(token: Token, problem: SyntaxProblem, suggestions: readonly string[]): Error {
    return wrongWord(this.#line, token, problem, suggestions);
  }
}
