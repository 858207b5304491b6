import { readToken } from "#language/lexer.js";

/** A quote that a word is begun with. */
export type Mark = "'" | '"';

/**
 * A word of which the parser reads exactly `text`: a name, never an option, an id or a glob. In the quote that `mark`
 * says; for null bare where that will do.
 */
export function quoteWord(text: string, mark: Mark | null): string {
  if (mark === null && isBare(text)) return text;
  const chosen = mark ?? markFor(text);
  return `${openQuote(text, chosen)}${chosen}`;
}

/** The same for a word that goes on: its quote, where it needs one, is left open. */
export function quoteBegun(text: string, mark: Mark | null): string {
  return mark === null && isBare(text) ? text : openQuote(text, mark ?? markFor(text));
}

/** Whether a line can hold the text at all: no control characters but the tab, no half of a surrogate pair. */
export function isWritable(text: string): boolean {
  return !/(?!\t)[\p{Cc}\p{Cs}]/u.test(text);
}

/** Asks the lexer itself, so that the two cannot come to differ. */
function isBare(text: string): boolean {
  if (text === "" || /^(?:--|@)|['"\\]/u.test(text)) return false;
  const token = readToken(text, 0);
  return token !== null && token.raw === text && !token.glob;
}

function openQuote(text: string, mark: Mark): string {
  const inside = mark === "'" ? text.replaceAll("'", "'\\''") : text.replaceAll(/["\\]/gu, "\\$&");
  return `${mark}${inside}`;
}

function markFor(text: string): Mark {
  return text.includes("'") && !/["\\]/u.test(text) ? '"' : "'";
}
