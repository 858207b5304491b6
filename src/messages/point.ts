import stringWidth from "string-width";
import type { Problem } from "#domain/errors.js";

/**
 * The command line with a caret under the word that is wrong: two lines joined by a newline. Null for a problem that
 * is not about a place in a line. Characters that a terminal would obey are shown as U+FFFD.
 */
export function point(problem: Problem): string | null {
  if (problem.code !== "SYNTAX" && problem.code !== "UNKNOWN_VERB") return null;
  const { line, column } = problem.facts;
  const before = tame(line.slice(0, column));
  return `${before}${tame(line.slice(column))}\n${" ".repeat(stringWidth(before))}^`;
}

/** A tab becomes one blank, so that what stands before the caret is as wide as what stands above it. */
function tame(text: string): string {
  return text
    .replaceAll("\t", " ")
    .replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "\u{fffd}");
}
