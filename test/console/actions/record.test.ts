import { expect, test } from "vitest";
import { record } from "#console/actions/record.js";
import { ShosekiError } from "#domain/errors.js";
import { FakeConsole } from "../fake-console.js";

/** What is said to be wrong with the line, and where it is. */
function wrongIn(words: string) {
  try {
    record(new FakeConsole(), words);
  } catch (error) {
    if (error instanceof ShosekiError && error.problem.code === "SYNTAX") return error.problem.facts;
    throw error;
  }
  return null;
}

test("a word that switches nothing is named where it stands, and a line that ends too early at its end", () => {
  expect(wrongIn("of")).toMatchObject({ line: "record of", column: 7, word: "of", problem: "WORD_UNKNOWN" });
  expect(wrongIn("input")).toMatchObject({ line: "record input", column: 12, problem: "MISSING_WORD" });
  expect(wrongIn("off now")?.suggestions).toContain("record off");
});
