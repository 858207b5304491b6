import { createContext, Script } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { patternProblem } from "#procedures/safe-pattern.js";
import { shortOrLong } from "../counts.js";

/** Far longer than any may take, in milliseconds: one that takes exponential time does not end in an hour. */
const PATIENCE_MS = 5_000;

const context = createContext({ pattern: "", text: "" });
const matching = new Script('new RegExp("^(?:" + pattern + ")$", "u").test(text)');

/** As `matchesChange` does it, and given up where it takes too long: it throws then. */
function answers(pattern: string, text: string): unknown {
  Object.assign(context, { pattern, text });
  return matching.runInContext(context, { timeout: PATIENCE_MS });
}

test.each([
  ["alternatives that are the same, one after the other", `${"(|)".repeat(38)} CHG`],
  ["the same with something in them", "(C|C)".repeat(38)],
  ["groups that may be left out", `${"(?:a?)?".repeat(20)}a{20}`],
  ["letters that may be left out", `${"a?".repeat(30)}a{30}`],
  ["many repeats in a row", "a*a*a*a*a*b"],
  ["counts in a row", `${"a{0,9}".repeat(8)}b`],
  ["a repeated group", "(a+)+b"],
  ["a counted group", "(a|b){3}"],
  ["a group that may be left out, repeated", "(?:(?:a)?)*"],
  ["alternatives within alternatives", `${"(?:(a|a)(a|a)|(a|a)(a|a))".repeat(8)}`],
  ["a look ahead", "(?=a)a"],
  ["a look behind", "(?<!a)a"],
  ["a reference", "(a)\\1"],
  ["a reference by name", "(?<n>a)\\k<n>"],
  ["a count nobody needs", "a{100}"],
])("a pattern with %s is not taken", (_, pattern) => {
  expect(patternProblem(pattern)).toBe("SLOW_PATTERN");
});

test.each([
  "^CHG\\d{7}$",
  "(INC|CHG)\\d{7}",
  "(?:CHG|INC|RFC|PRB|TASK)-?[0-9]{4,8}(?:-[A-Z]{2})?",
  "(?<team>[a-z]+)-(?<number>\\d+)",
  "[\\]|(]{2}\\|\\(\\)\\p{Lu}\\u{1f600}\\x41",
  "\\w+-\\w+-\\w+-\\w+",
  "変更\\d{4,6}",
])("a pattern that people write is taken: %s", (pattern) => {
  expect(patternProblem(pattern)).toBeNull();
});

const ATOM = fc.constantFrom("a", "b", ".", "[ab]", "\\w", "(?:)", "(|)", "(a|a)", "(?:a|b|ab)?", "(a?)?");
const REPEAT = fc.constantFrom("", "", "", "?", "*", "+?", "{2}", "{0,3}", "{1,}", "{0,60}");
const PART = fc.tuple(ATOM, REPEAT).map((parts) => parts.join(""));
const RUN = fc
  .tuple(
    fc.array(PART, { minLength: 1, maxLength: 3 }),
    fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 20 })),
  )
  .map(([parts, times]) => parts.join("").repeat(times));
const PATTERN = fc
  .array(
    fc.oneof(
      RUN,
      fc.tuple(RUN, RUN).map(([one, other]) => `(${one}|${other})`),
    ),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((runs) => runs.join("").slice(0, 200));

test(`whatever is taken is done soon, over what is made to take long`, () => {
  let taken = 0;
  fc.assert(
    fc.property(PATTERN, fc.constantFrom("", "b", "!"), (pattern, end) => {
      const whole = `${pattern}${end}`;
      if (patternProblem(whole) !== null) return;
      taken++;
      for (const text of ["a".repeat(64), `${"a".repeat(63)}!`, "ab".repeat(32)]) answers(whole, text);
    }),
    { numRuns: shortOrLong(400, 5_000), seed: 7 },
  );
  expect(taken).toBeGreaterThan(20);
});

test.each([
  `${"(|)".repeat(20)}a{64}b`,
  `${"\\w*".repeat(4)}!`,
  `${"a?".repeat(20)}!`,
  `${"(a|a)".repeat(20)}!`,
])("the slowest that is taken is done soon, too: %s", (pattern) => {
  expect(patternProblem(pattern)).toBeNull();
  expect(answers(pattern, "a".repeat(64))).toBe(false);
});
