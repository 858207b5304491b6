import { ShosekiError } from "#domain/errors.js";
import { readToken, type Token, tokenize } from "#language/lexer.js";
import type { Mark } from "#language/quote.js";

/** The word that the cursor is in, or the place where it would begin one. Columns are of the line. */
export interface BegunWord {
  readonly start: number;
  /** The column after the whole word; the cursor's own where none is begun. */
  readonly end: number;
  /** What stands of it before the cursor, as typed. */
  readonly raw: string;
  /** The same with its quotes and escapes resolved. */
  readonly text: string;
  /** The quote that is open at the cursor. */
  readonly mark: Mark | null;
}

/** A half-typed line, as seen from the cursor. */
export interface CompletionLine {
  readonly before: readonly Token[];
  readonly begun: BegunWord;
  readonly after: readonly Token[];
}

/**
 * Reads a line around a cursor, whatever is open or missing in it. A word that begins at the cursor is after it. `column`
 * counts UTF-16 units and is held to the line.
 */
export function readAround(line: string, column: number): CompletionLine {
  const cursor = Math.min(Math.max(0, Math.trunc(column) || 0), line.length);
  const { tokens } = readHalf(line.slice(0, cursor), 0);
  const last = tokens.at(-1);
  const inWord = last !== undefined && last.end >= cursor;
  const begun = readBegun(line, inWord ? last.start : cursor, cursor);
  return {
    before: inWord ? tokens.slice(0, -1) : tokens,
    begun,
    after: readHalf(line, begun.end).tokens,
  };
}

/** The word, or the part of one after an `=`, that begins at `start` and that the cursor is in. */
export function readBegun(line: string, start: number, cursor: number): BegunWord {
  const raw = line.slice(start, cursor);
  const { tokens, mark, added } = readHalf(raw, 0);
  const text = tokens[0]?.text ?? "";
  const end = raw === "" && !isInside(line, start) ? cursor : endOf(line, start, cursor);
  return { start, end, raw, text: added === 0 ? text : text.slice(0, -added), mark };
}

/** Whether the column is inside a word: after an `=`, not after a blank. */
function isInside(line: string, column: number): boolean {
  return column > 0 && !/\s/u.test(line.charAt(column - 1));
}

/** Where a quote is opened and not closed again, the rest of the line is not taken for the word's. */
function endOf(line: string, start: number, cursor: number): number {
  if (/^\s|^$/u.test(line.slice(start, start + 1))) return cursor;
  try {
    return Math.max(cursor, readToken(line, start)?.end ?? cursor);
  } catch {
    const blank = line.slice(cursor).search(/\s/u);
    return blank < 0 ? line.length : cursor + blank;
  }
}

interface Half {
  readonly tokens: readonly Token[];
  /** The quote that had to be closed. */
  readonly mark: Mark | null;
  /** How many characters of the last word's text were not typed. */
  readonly added: number;
}

/** The words from `from` on; a quote that is open is closed, and a `\` at the end escapes a `\` for the time being. */
function readHalf(line: string, from: number): Half {
  try {
    return { tokens: tokenize(line, from), mark: null, added: 0 };
  } catch (error) {
    const ending = missingEnd(error);
    if (ending === null) throw error;
    const whole = readHalf(`${line}${ending}`, from);
    return ending === "\\" ? { ...whole, added: whole.added + 1 } : { ...whole, mark: ending };
  }
}

function missingEnd(error: unknown): Mark | "\\" | null {
  if (!(error instanceof ShosekiError) || error.problem.code !== "SYNTAX") return null;
  const { problem, suggestions } = error.problem.facts;
  if (problem === "ESCAPE_AT_END") return "\\";
  return problem === "QUOTE_OPEN" ? (suggestions[0] === '"' ? '"' : "'") : null;
}
