import stringWidth from "string-width";
import { expect, test } from "vitest";
import { help } from "#language/help.js";
import { briefUsageOf, optionUsage } from "#language/usage.js";
import { verbs } from "#language/verbs.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { problemOf } from "./problem-of.js";

test("help lists every verb with how it is written and what it does, in both languages", () => {
  for (const { help: texts } of [en, ja]) {
    const lines = help(null, texts).split("\n");
    for (const verb of verbs) {
      const line = lines.find((candidate) => candidate.startsWith(`  ${briefUsageOf(verb)}  `));
      expect(line).toContain(texts.summaries[verb.verb]);
    }
  }
  expect(help(null, en.help)).toMatch(/^ {2}memory TARGET SIZE {2,}set the memory$/m);
  expect(help(null, en.help)).toMatch(/^ {2}create NAME \[OPTIONS\] {2,}make a virtual machine$/m);
  expect(help(null, en.help)).toMatch(/^ {2}move TARGET OPTIONS {2,}move to/m);
});

test("help for a verb says its usage, its places, examples and how it is undone", () => {
  expect(help("cpu", en.help).split("\n")).toEqual([
    "set the number of CPUs",
    "",
    "A machine that runs is given them at once where platform and guest allow it.",
    "Under libvirt it else has them from its next start on; the plan says which.",
    "",
    "Usage: cpu TARGET COUNT",
    "  TARGET  a name, a glob (web-*), an id (@vm-42) or a path",
    "          (/DC0/vm/web-01)",
    "  COUNT   a whole number",
    "",
    "Examples:",
    "  cpu web-01 4",
    "",
    "To undo it:",
    "  the same verb with the old number, which is BEF in the entry.",
  ]);
  expect(help("vms", ja.help)).toContain("書式: vms [PATTERN]");
});

test("help for a verb says each option on a line of its own, and how many of them", () => {
  for (const { help: texts } of [en, ja]) {
    for (const { verb, options, takes } of verbs) {
      const lines = help(verb, texts).split("\n");
      for (const option of options) {
        const line = lines.find((candidate) => candidate.startsWith(`  ${optionUsage(option)} `));
        expect(line, verb).toContain(texts.options[option.means].split("\n")[0]);
      }
      expect(lines.includes(`  ${texts.oneAtLeast}`), verb).toBe(takes === "one at least");
      expect(lines.includes(`  ${texts.oneAtMost}`), verb).toBe(takes === "one at most");
    }
  }
  expect(help("move", en.help)).toContain("  --host HOST            the host to move it to; under libvirt");
  expect(help("clone", en.help)).toContain(
    "  --host HOST            the host of the clone; else its source's\n",
  );
  expect(help("create", en.help)).toContain("\nUsage: create NAME [OPTIONS]\n");
  expect(help("disk", en.help)).toContain("\nUsage: disk TARGET SIZE [--disk LABEL | --add]\n");
});

test("every operation is said to be undone so, or not at all; what changes nothing has nothing to undo", () => {
  for (const { help: texts } of [en, ja]) {
    for (const { verb, operation } of verbs) {
      const text = help(verb, texts);
      expect(text.includes(texts.undoing), verb).toBe(operation !== null);
      if (operation !== null) expect(text).toContain(`  ${texts.undo[operation].split("\n")[0]}`);
    }
  }
  const asked = verbs.flatMap(({ operation }) => (operation === null ? [] : [operation]));
  expect([...asked].sort()).toEqual(Object.keys(en.help.undo).sort());
});

test("help for words that several verbs begin with lists those", () => {
  expect(help("host maintenance", en.help).split("\n")).toEqual([
    "  host maintenance enter HOST  put a host into maintenance mode",
    "  host maintenance exit HOST   take a host out of maintenance mode",
  ]);
  expect(help("snapshot", ja.help).split("\n")).toHaveLength(4);
  expect(help("snapshot create", en.help)).toContain("Usage: snapshot create TARGET [NAME]");
  // "host" begins four verbs, and "hosts" is none of them.
  expect(help("host", en.help)).not.toContain("hosts");
});

test("help fits a terminal of 80 columns", () => {
  for (const { help: texts } of [en, ja]) {
    for (const words of [null, "host", ...verbs.map(({ verb }) => verb)])
      for (const line of help(words, texts).split("\n"))
        expect(stringWidth(line), line).toBeLessThanOrEqual(80);
  }
});

test("help for a verb that is not there offers the near one", () => {
  expect(problemOf(() => help("memroy", en.help))).toMatchObject({
    code: "UNKNOWN_VERB",
    facts: { word: "memroy", nearest: "memory" },
  });
  expect(problemOf(() => help("snapshot crate", en.help))).toMatchObject({
    code: "UNKNOWN_VERB",
    facts: { column: 9, word: "crate", nearest: "create" },
  });
  expect(problemOf(() => help("start web-01", en.help))).toMatchObject({
    code: "UNKNOWN_VERB",
    facts: { column: 6, word: "web-01", nearest: null },
  });
});
