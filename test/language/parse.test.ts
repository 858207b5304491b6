import { expect, test } from "vitest";
import { parse } from "#language/parse.js";
import { verbs } from "#language/verbs.js";
import { problemOf } from "./problem-of.js";

const web01 = { by: "name", text: "web-01", glob: false };

test("an operator's change is read verb by verb", () => {
  expect(parse("vms")).toEqual({ kind: "list", what: "vms", pattern: null });
  expect(parse("hosts esx-*")).toEqual({
    kind: "list",
    what: "hosts",
    pattern: { by: "name", text: "esx-*", glob: true, pattern: "esx-*" },
  });
  expect(parse("info web-01")).toEqual({ kind: "info", target: web01 });
  expect(parse("stop web-01")).toEqual({ kind: "operation", request: { name: "StopVM" }, target: web01 });
  expect(parse("  memory\tweb-01  8GiB ")).toEqual({
    kind: "operation",
    request: { name: "ModifyMemory", memoryMiB: 8192 },
    target: web01,
  });
  expect(parse("cpu web-01 4")).toEqual({
    kind: "operation",
    request: { name: "ModifyCPU", cpus: 4 },
    target: web01,
  });
  expect(parse("start web-01\r\n")).toEqual({
    kind: "operation",
    request: { name: "StartVM" },
    target: web01,
  });
  expect(parse("rename web-01 'Web server 1'")).toEqual({
    kind: "operation",
    request: { name: "RenameVM", newName: "Web server 1" },
    target: web01,
  });
  expect(parse("help cpu")).toEqual({ kind: "help", verb: "cpu" });
});

test("the blanks of a Japanese input method separate words too", () => {
  expect(parse("start　業務サーバー")).toMatchObject({ target: { text: "業務サーバー" } });
});

test("nothing is asked by an empty line or a comment", () => {
  for (const line of ["", "   ", "\t", "　", "# stop web-01", "   # stop web-01", "\r\n"])
    expect(parse(line)).toBeNull();
});

test("every example that help shows is a line of that verb, and asks for the operation the table says", () => {
  for (const { verb, operation, examples } of verbs) {
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      expect(`${example} `.startsWith(`${verb} `)).toBe(true);
      const command = parse(example);
      expect(command?.kind === "operation" ? command.request.name : null).toBe(operation);
    }
  }
});

test("a note keeps its text as it was typed", () => {
  const note = (line: string) => parse(line);
  expect(note("note the customer's web-* farm  is slow ")).toEqual({
    kind: "note",
    text: "the customer's web-* farm  is slow",
  });
  expect(note('note "all of it quoted"')).toEqual({ kind: "note", text: "all of it quoted" });
  expect(note('note "the first" and "the last"')).toEqual({
    kind: "note",
    text: '"the first" and "the last"',
  });
  expect(note('note "never closed')).toEqual({ kind: "note", text: '"never closed' });
  expect(note("note C:\\temp\\")).toEqual({ kind: "note", text: "C:\\temp\\" });
  expect(note("note # 12 is a ticket")).toEqual({ kind: "note", text: "# 12 is a ticket" });
  for (const empty of ["note", "note  ", "note ''"])
    expect(problemOf(() => parse(empty))).toMatchObject({
      code: "SYNTAX",
      facts: { problem: "MISSING_WORD" },
    });
});

test("a verb that is not there is pointed at, and the near one is offered", () => {
  expect(problemOf(() => parse("  strat web-01"))).toEqual({
    code: "UNKNOWN_VERB",
    facts: { line: "  strat web-01", column: 2, word: "strat", nearest: "start" },
  });
  const nearest = (line: string) => problemOf(() => parse(line)).facts;
  expect(nearest("vm")).toMatchObject({ nearest: "vms" });
  expect(nearest("sotp web-01")).toMatchObject({ nearest: "stop" });
  expect(nearest("START web-01")).toMatchObject({ nearest: "start" });
  expect(nearest("ｓｔａｒｔ web-01")).toMatchObject({ nearest: "start" });
  expect(nearest("mem web-01 8GiB")).toMatchObject({ nearest: "memory" });
  expect(nearest("snap list web-01")).toMatchObject({ nearest: "snapshot" });
  expect(nearest("destroy web-01")).toMatchObject({ nearest: null });
  expect(nearest("x")).toMatchObject({ nearest: null });
  expect(nearest("help strat")).toMatchObject({ column: 5, word: "strat", nearest: "start" });
});

test("a verb that is not there is said before anything else that is wrong in the line", () => {
  expect(problemOf(() => parse("destroy 'web"))).toMatchObject({ code: "UNKNOWN_VERB" });
});

test("too many words point at the first extra one, too few at the end, and both say the usage", () => {
  expect(problemOf(() => parse("stop web 01 now"))).toEqual({
    code: "SYNTAX",
    facts: {
      line: "stop web 01 now",
      column: 9,
      word: "01",
      problem: "EXTRA_WORD",
      suggestions: ["stop TARGET"],
    },
  });
  expect(problemOf(() => parse("cpu web-01 "))).toEqual({
    code: "SYNTAX",
    facts: {
      line: "cpu web-01 ",
      column: 10,
      word: "",
      problem: "MISSING_WORD",
      suggestions: ["cpu TARGET COUNT"],
    },
  });
});

test("impossible numbers of CPUs are read, so that their refusal is recorded; what is no number is not", () => {
  const cpus = (text: string) => parse(`cpu web-01 ${text}`);
  for (const count of [0, -1, 100_000])
    expect(cpus(String(count))).toMatchObject({ request: { cpus: count } });
  const zero = cpus("-0");
  expect(
    zero?.kind === "operation" && zero.request.name === "ModifyCPU" && Object.is(zero.request.cpus, 0),
  ).toBe(true);
  for (const text of ["2.5", "abc", "4x", "1e3", "0x10", "''", "４"])
    expect(problemOf(() => cpus(text))).toMatchObject({
      code: "SYNTAX",
      facts: { column: 11, word: text, problem: "NOT_A_COUNT" },
    });
  expect(problemOf(() => cpus("9007199254740993"))).toMatchObject({ facts: { problem: "NUMBER_TOO_LONG" } });
});

test("a wildcard in a new name is taken for a slip unless it is quoted", () => {
  expect(problemOf(() => parse("rename web-01 web-*"))).toMatchObject({
    code: "SYNTAX",
    facts: { column: 14, problem: "PATTERN_AS_NAME", suggestions: ["'web-*'"] },
  });
  expect(parse("rename web-01 'web-*'")).toMatchObject({ request: { newName: "web-*" } });
});

test("an empty new name is read: the plan refuses it, and that is recorded", () => {
  expect(parse("rename web-01 ''")).toMatchObject({ request: { newName: "" } });
});

test("characters that an entry cannot hold or a terminal would obey are refused where they stand", () => {
  const wrong = (line: string) => problemOf(() => parse(line)).facts;
  expect(wrong("note a\u001b[2Jb")).toMatchObject({ column: 6, word: "U+001B", problem: "UNPRINTABLE" });
  expect(wrong("rename a b\u007f")).toMatchObject({ column: 10, word: "U+007F" });
  expect(wrong("note \ud800")).toMatchObject({ column: 5, word: "U+D800" });
  expect(wrong("vms\nstop web-01")).toMatchObject({ column: 3, word: "U+000A" });
  expect(parse("note 😀 is a pair, not a lone half")).toMatchObject({ kind: "note" });
});
