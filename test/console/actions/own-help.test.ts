import { expect, test } from "vitest";
import { runLine } from "#console/actions/run-line.js";
import { CONSOLE_VERBS } from "#console/commands/console-verbs.js";
import { FakeConsole, PLAIN } from "../fake-console.js";

/** What is shown for a line, all of it; and what is wrong with it. */
function shown(line: string) {
  const console = new FakeConsole();
  console.store.line.editor.set(line);
  runLine(console);
  const { top } = console.store.dialogs;
  const text = top?.paint(PLAIN, { width: 120, height: 90 }).lines.join("\n") ?? "";
  return { text, problem: console.store.line.problem };
}

test.each(CONSOLE_VERBS)("help $name says what it does and how it is written", ({ name, takes }) => {
  const { text, problem } = shown(`help ${name}`);
  expect(problem).toBeNull();
  expect(text).toContain(`Usage: ${name}${takes === "" ? "" : ` ${takes}`}`);
  expect(text).toContain(PLAIN.catalogue.console.verbs[name]);
});

test("help lists the console's own verbs under those of the language", () => {
  const { text } = shown("help");
  expect(text).toMatch(/^ *start TARGET /mu);
  for (const { name } of CONSOLE_VERBS) expect(text).toMatch(new RegExp(`^ *${name} `, "mu"));
});

test("of one verb at a time, and none that there is not", () => {
  expect(shown("help undo 4").problem).toMatchObject({ facts: { column: 10, problem: "EXTRA_WORD" } });
  expect(shown("help undoo").problem).toMatchObject({ code: "UNKNOWN_VERB", facts: { word: "undoo" } });
});

test.each([
  ["help undoo", "undo"],
  ["proceduer grow.yaml", "procedure"],
  ["strat web-01", "start"],
  ["snapshot crate web-01", "create"],
  ["xyzzy", null],
])("%s: the nearest of all that can be typed here is offered", (line, nearest) => {
  expect(shown(line).problem).toMatchObject({ code: "UNKNOWN_VERB", facts: { nearest } });
});

test("a word that read-only does not know is named, with what it knows", () => {
  const { problem } = shown("read-only maybe");
  expect(problem).toMatchObject({
    facts: {
      column: 10,
      word: "maybe",
      problem: "WORD_UNKNOWN",
      suggestions: ["read-only", "read-only on", "read-only off"],
    },
  });
});
