import { expect, test } from "vitest";
import { help } from "#language/help.js";
import { verbs } from "#language/verbs.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { problemOf } from "./problem-of.js";

test("help lists every verb with how it is written and what it does, in both languages", () => {
  for (const { help: texts } of [en, ja]) {
    const lines = help(null, texts).split("\n");
    for (const { verb } of verbs) {
      const line = lines.find((candidate) => candidate.startsWith(`  ${verb}`));
      expect(line).toContain(texts.summaries[verb]);
    }
  }
  expect(help(null, en.help)).toMatch(/^ {2}memory TARGET SIZE {2,}set the memory$/m);
});

test("help for a verb says its usage, its places and examples", () => {
  expect(help("cpu", en.help).split("\n")).toEqual([
    "set the number of CPUs",
    "",
    "Usage: cpu TARGET COUNT",
    "  TARGET  a name, a glob (web-*), an id (@vm-42) or a path (/DC0/vm/web-01)",
    "  COUNT   a whole number",
    "",
    "Examples:",
    "  cpu web-01 4",
  ]);
  expect(help("vms", ja.help)).toContain("書式: vms [PATTERN]");
});

test("help for a verb that is not there offers the near one", () => {
  expect(problemOf(() => help("memroy", en.help))).toMatchObject({
    code: "UNKNOWN_VERB",
    facts: { word: "memroy", nearest: "memory" },
  });
});
