import { waysThrough } from "#procedures/pattern-ways.js";

/** The longest change number that is held against a pattern, in UTF-16 units. */
const LONGEST_CHANGE = 64;

/** So many ways through a text of that length are gone in less than the blink of an eye: four times `\d+`, and no more. */
const MOST_WAYS = 2 ** 20;

/** What is wrong with a pattern: it is no regular expression, or one that could take very long. Null for nothing. */
export function patternProblem(pattern: string): "NOT_PATTERN" | "SLOW_PATTERN" | null {
  try {
    new RegExp(pattern, "u");
  } catch {
    return "NOT_PATTERN";
  }
  return waysThrough(pattern) > MOST_WAYS ? "SLOW_PATTERN" : null;
}

/** Whether a change number matches as a whole. Over a text of this length a pattern that is not slow is done at once. */
export function matchesChange(pattern: string, change: string): boolean {
  return change.length <= LONGEST_CHANGE && new RegExp(`^(?:${pattern})$`, "u").test(change);
}
