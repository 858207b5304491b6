// biome-ignore-all lint/suspicious/noTemplateCurlyInString: as it stands in a file
import fc from "fast-check";
import { expect, test } from "vitest";
import { ShosekiError } from "#domain/errors.js";
import { checkOnInventory } from "#procedures/check-on-inventory.js";
import { checkProcedure } from "#procedures/check-procedure.js";
import { expressionsOf } from "#procedures/expressions.js";
import { readProcedure } from "#procedures/read-procedure.js";
import { matchesChange } from "#procedures/safe-pattern.js";
import { shortOrLong } from "../counts.js";
import { EXAMPLE } from "./example.js";
import { office, procedureWith } from "./here.js";

/** Whatever stands in a file: an error with its place, or findings with theirs; nothing else is thrown. */
async function isAnswered(text: string): Promise<void> {
  const lines = text.split(/\r\n|[\r\n]/u).length;
  const isThere = ({ line, column }: { line: number; column: number }) => {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines + 1);
    expect(column).toBeGreaterThanOrEqual(1);
  };
  try {
    const expressions = await expressionsOf(await readProcedure(text, "p.yaml"));
    const found = checkProcedure(expressions);
    for (const { at } of found) isThere(at);
    if (found.some(({ severity }) => severity === "error")) return;
    for (const { at } of checkOnInventory(
      expressions,
      { host: "esx-01.example", spare: "esx-02.example" },
      office(),
    ).findings)
      isThere(at);
  } catch (error) {
    if (!(error instanceof ShosekiError) || error.problem.code !== "PROCEDURE_INVALID") throw error;
    isThere(error.problem.facts);
  }
}

const PIECES = [
  "${",
  "}",
  "'",
  '"',
  "[",
  "]",
  "{",
  ": ",
  "- ",
  "\n",
  "\t",
  "&a ",
  "*a",
  "!!x ",
  "|\n",
  "#",
  "\\",
  "vms",
  "null",
  "\u0000",
  "\ud800",
  "é",
  "  ",
  "steps:",
  "id: a",
];

test(`an example with anything changed in it, ${shortOrLong(150, 5_000)} times`, async () => {
  const change = fc.record({
    at: fc.nat(EXAMPLE.length),
    drop: fc.nat(40),
    put: fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "binary", maxLength: 12 })),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      const text = changes.reduce(
        (so, { at, drop, put }) => so.slice(0, at) + put + so.slice(at + drop),
        EXAMPLE,
      );
      await isAnswered(text);
    }),
    { numRuns: shortOrLong(150, 5_000) },
  );
});

test(`any expression and any line, ${shortOrLong(150, 5_000)} times`, async () => {
  const part = fc.constantFrom(
    ...[
      "vm",
      "host",
      "vms",
      "hosts",
      ".name",
      ".vms",
      ".filter(v, ",
      ".exists(v, ",
      "v.power",
      "==",
      "&&",
      "on",
      "(",
      ")",
      "[",
      "]",
      "'",
      '"',
      "1",
      "+",
      "?",
      ":",
      "${",
      "}",
      " ",
      "$$",
      "stop ",
      "--host=",
      "@",
      "*",
      "\\",
      "done[",
      "now",
      "like(",
      ",",
    ],
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(part, { maxLength: 24 }),
      fc.constantFrom("run", "check", "confirm"),
      async (parts, key) => {
        await isAnswered(
          procedureWith({
            parameters: "{ host: { type: host } }",
            steps: `[{ id: a, ${key}: ${JSON.stringify(parts.join(""))} }]`,
          }),
        );
      },
    ),
    { numRuns: shortOrLong(150, 5_000) },
  );
});

const enormous: readonly (readonly [string, () => string])[] = [
  ["nothing but keys", () => Array.from({ length: 40_000 }, (_, index) => `k${index}:`).join("\n")],
  ["nothing but steps that are none", () => `procedure: 1\ntitle: a\nsteps:\n${"- {}\n".repeat(50_000)}`],
  ["nothing but brackets", () => "[".repeat(250_000)],
  ["nothing but braces", () => "{a: ".repeat(60_000)],
  ["one key and its twins", () => "a: 1\n".repeat(50_000)],
  ["nothing but aliases", () => `a: &a [1]\n${"b: *a\n".repeat(40_000)}`],
  ["one line", () => `title: ${"x".repeat(250_000)}`],
  [
    "an expression of parentheses",
    () => procedureWith({ steps: `[{ id: a, check: '${"(".repeat(4000)}' }]` }),
  ],
  [
    "an expression of negations",
    () => procedureWith({ steps: `[{ id: a, check: '${"!".repeat(4000)}true' }]` }),
  ],
  [
    "an expression of lists",
    () => procedureWith({ steps: `[{ id: a, check: '${"[".repeat(2000)}${"]".repeat(2000)} == []' }]` }),
  ],
  [
    "a line of holes",
    () => procedureWith({ steps: `[{ id: a, run: 'stop ${"${'a'}".replaceAll("'", '"').repeat(600)}' }]` }),
  ],
  ["a line of quotes", () => procedureWith({ steps: `[{ id: a, run: "stop ${"'".repeat(4000)}" }]` })],
];

test.each(enormous)("%s is answered", async (_, text) => {
  await isAnswered(text());
});

test("a pattern that is taken is done at once, over any change number", () => {
  for (const pattern of ["^CHG\\d{7}$", "(?:CHG|INC)-?[0-9]{4,8}", "a*a*a*a*b", "\\w+-\\w+-\\w+"]) {
    expect(matchesChange(pattern, "a".repeat(64))).toBe(false);
  }
  expect(matchesChange("^CHG\\d{7}$", "CHG0001042")).toBe(true);
  expect(matchesChange("CHG\\d{7}", "xCHG0001042")).toBe(false);
  expect(matchesChange("a|b", "ab")).toBe(false);
  expect(matchesChange("a*", "a".repeat(65))).toBe(false);
});
