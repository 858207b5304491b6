import type { TargetExpression } from "#domain/command.js";
import { failure, type ShosekiError, type SyntaxProblem } from "#domain/errors.js";
import type { Token } from "#language/lexer.js";
import { nearestVerb } from "#language/nearest-verb.js";
import { parseSize } from "#language/size.js";
import { targetOf } from "#language/target.js";
import { findVerb, usageOf, type Verb, type VerbName } from "#language/verbs.js";

/** The words after a verb, read by place. Every error is a SYNTAX or UNKNOWN_VERB that points at its word. */
export class Arguments {
  readonly #line: string;
  readonly #verb: Verb;
  readonly #tokens: readonly Token[];

  /** SYNTAX when there are more words than places, or fewer than the verb needs. */
  constructor(line: string, verb: Verb, tokens: readonly Token[]) {
    this.#line = line;
    this.#verb = verb;
    this.#tokens = tokens;
    const extra = tokens[verb.parameters.length];
    if (extra !== undefined) throw this.#wrong(extra, "EXTRA_WORD", [usageOf(verb)]);
    if (tokens.length < verb.parameters.filter(({ optional }) => !optional).length) throw this.#missing();
  }

  target(place: number): TargetExpression {
    return targetOf(this.#line, this.#word(place));
  }

  optionalTarget(place: number): TargetExpression | null {
    return this.#tokens[place] === undefined ? null : this.target(place);
  }

  /** A name to be given. An unquoted wildcard in it is taken for a slip. */
  newName(place: number): string {
    const token = this.#word(place);
    if (token.glob) throw this.#wrong(token, "PATTERN_AS_NAME", [`'${token.text}'`]);
    return token.text;
  }

  /** A whole number, of either sign: whether a machine can have that many is the plan's question. */
  count(place: number): number {
    const token = this.#word(place);
    if (!/^[+-]?\d+$/u.test(token.text)) throw this.#wrong(token, "NOT_A_COUNT", ["4"]);
    const value = Number(token.text);
    if (!Number.isSafeInteger(value)) throw this.#wrong(token, "NUMBER_TOO_LONG", ["4"]);
    // "-0" is a zero without a sign: an entry has no other.
    return value === 0 ? 0 : value;
  }

  /** A size in MiB. */
  size(place: number): number {
    const token = this.#word(place);
    const size = parseSize(token.text);
    if ("problem" in size) throw this.#wrong(token, size.problem, size.suggestions);
    return size.mebibytes;
  }

  optionalVerb(place: number): VerbName | null {
    const token = this.#tokens[place];
    if (token === undefined) return null;
    const verb = findVerb(token.text);
    if (verb === null) throw unknownVerb(this.#line, token.start, token.raw, token.text);
    return verb.verb;
  }

  #word(place: number): Token {
    const token = this.#tokens[place];
    if (token === undefined) throw this.#missing();
    return token;
  }

  #missing(): ShosekiError {
    return missingWord(this.#line, this.#verb);
  }

  #wrong(token: Token, problem: SyntaxProblem, suggestions: readonly string[]): ShosekiError {
    return failure("SYNTAX", {
      line: this.#line,
      column: token.start,
      word: token.raw,
      problem,
      suggestions,
    });
  }
}

/** The error for a line that ends too early: it points at the end and says the usage. */
export function missingWord(line: string, verb: Verb): ShosekiError {
  const column = line.trimEnd().length;
  return failure("SYNTAX", {
    line,
    column,
    word: "",
    problem: "MISSING_WORD",
    suggestions: [usageOf(verb)],
  });
}

/** The error for a word, `raw` as typed, that should be a verb and is none. */
export function unknownVerb(line: string, column: number, raw: string, text: string): ShosekiError {
  return failure("UNKNOWN_VERB", { line, column, word: raw, nearest: nearestVerb(text) });
}
