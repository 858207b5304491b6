import { failure } from "#domain/errors.js";

/** One word of a command line. Columns are 0-based and count UTF-16 units. */
export interface Token {
  /** The word with its quotes and escapes resolved. */
  readonly text: string;
  /** The word as typed. */
  readonly raw: string;
  readonly start: number;
  /** The column after its last character. */
  readonly end: number;
  /** Whether it begins with a quote or an escape, which takes the meaning from a leading `@`. */
  readonly startsQuoted: boolean;
  /** Whether it holds `*`, `?` or a closed `[...]` outside quotes. */
  readonly glob: boolean;
  /** The word as a glob: characters that were quoted and would mean something are escaped by `\`. */
  readonly pattern: string;
}

const WHITESPACE = /\s/u;
const MEANS_SOMETHING = /[*?[\]\\!^-]/u;
const WILDCARD = /[*?]|\[[^\]]+\]/u;

/**
 * The word at or after column `from`, or null when there is none. Any whitespace separates words, U+3000 too;
 * `'...'` quotes everything, `"..."` everything but `\`, and `\` quotes the next character.
 * SYNTAX, pointing at it, for a quote that is not closed or a `\` at the end of the line.
 */
export function readToken(line: string, from: number): Token | null {
  let at = from;
  while (at < line.length && WHITESPACE.test(line.charAt(at))) at++;
  if (at >= line.length) return null;

  const start = at;
  let text = "";
  let pattern = "";
  const quote = (character: string): void => {
    text += character;
    pattern += MEANS_SOMETHING.test(character) ? `\\${character}` : character;
  };

  while (at < line.length && !WHITESPACE.test(line.charAt(at))) {
    const character = line.charAt(at);
    if (character === "\\") {
      quote(escaped(line, at));
      at += 2;
    } else if (character === "'" || character === '"') {
      at = readQuoted(line, at, quote);
    } else {
      text += character;
      pattern += character;
      at++;
    }
  }
  return {
    text,
    raw: line.slice(start, at),
    start,
    end: at,
    startsQuoted: /['"\\]/u.test(line.charAt(start)),
    glob: WILDCARD.test(pattern.replaceAll(/\\./gsu, "_")),
    pattern,
  };
}

/** All words from column `from` on. Errors as `readToken`. */
export function tokenize(line: string, from: number): readonly Token[] {
  const tokens: Token[] = [];
  let token = readToken(line, from);
  while (token !== null) {
    tokens.push(token);
    token = readToken(line, token.end);
  }
  return tokens;
}

function readQuoted(line: string, open: number, quote: (character: string) => void): number {
  const mark = line.charAt(open);
  let at = open + 1;
  while (at < line.length) {
    const character = line.charAt(at);
    if (character === mark) return at + 1;
    const escapes = character === "\\" && mark === '"';
    quote(escapes ? escaped(line, at) : character);
    at += escapes ? 2 : 1;
  }
  throw failure("SYNTAX", {
    line,
    column: open,
    word: line.slice(open),
    problem: "QUOTE_OPEN",
    suggestions: [mark],
  });
}

function escaped(line: string, at: number): string {
  if (at + 1 < line.length) return line.charAt(at + 1);
  throw failure("SYNTAX", { line, column: at, word: "\\", problem: "ESCAPE_AT_END", suggestions: ["\\\\"] });
}
