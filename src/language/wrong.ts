import { failure, type ShosekiError } from "#domain/errors.js";
import type { SyntaxProblem } from "#domain/syntax-problem.js";
import type { Token } from "#language/lexer.js";
import { nearestWord } from "#language/nearest-word.js";

/** A SYNTAX that points at a word. */
export function wrongWord(
  line: string,
  token: Token,
  problem: SyntaxProblem,
  suggestions: readonly string[],
): ShosekiError {
  return failure("SYNTAX", { line, column: token.start, word: token.raw, problem, suggestions });
}

/** A SYNTAX for a line that ends too early: it points at the end. */
export function endsEarly(
  line: string,
  problem: "MISSING_WORD" | "MISSING_VERB" | "OPTION_MISSING",
  suggestions: readonly string[],
): ShosekiError {
  return failure("SYNTAX", { line, column: line.trimEnd().length, word: "", problem, suggestions });
}

/** An UNKNOWN_VERB that points at a word, and offers the nearest of those that could stand there. */
export function unknownVerb(line: string, token: Token, words: readonly string[]): ShosekiError {
  return failure("UNKNOWN_VERB", {
    line,
    column: token.start,
    word: token.raw,
    nearest: nearestWord(token.text, words),
  });
}
