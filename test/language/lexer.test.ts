import { expect, test } from "vitest";
import { tokenize } from "#language/lexer.js";
import { problemOf } from "./problem-of.js";

const texts = (line: string) => tokenize(line, 0).map(({ text }) => text);
const only = (line: string) => {
  const tokens = tokenize(line, 0);
  expect(tokens).toHaveLength(1);
  return tokens[0]!;
};

test("words are split at blanks of any kind, with their columns", () => {
  const spans = tokenize("  start\tweb-01　now", 0).map(({ text, start, end }) => [text, start, end]);
  expect(spans).toEqual([
    ["start", 2, 7],
    ["web-01", 8, 14],
    ["now", 15, 18],
  ]);
});

test("columns count UTF-16 units, as editors and JavaScript do", () => {
  const [, second] = tokenize("😀 業務", 0);
  expect(second).toMatchObject({ text: "業務", start: 3, end: 5 });
});

test("quotes hold blanks together and may begin inside a word", () => {
  expect(texts("a 'b c' d")).toEqual(["a", "b c", "d"]);
  expect(texts("/DC0/vm/'web 01'/x")).toEqual(["/DC0/vm/web 01/x"]);
  expect(texts("''")).toEqual([""]);
});

test("a backslash quotes one character, inside double quotes too but not inside single ones", () => {
  expect(texts("web\\ 01")).toEqual(["web 01"]);
  expect(texts('"say \\"yes\\""')).toEqual(['say "yes"']);
  expect(texts("'a\\b'")).toEqual(["a\\b"]);
  expect(texts("bob\\'s-vm")).toEqual(["bob's-vm"]);
});

test("only wildcards outside quotes make a word a pattern", () => {
  expect(only("web-*")).toMatchObject({ glob: true, pattern: "web-*" });
  expect(only("web-?")).toMatchObject({ glob: true });
  expect(only("web-0[1-3]")).toMatchObject({ glob: true, pattern: "web-0[1-3]" });
  expect(only("'web-*'")).toMatchObject({ glob: false, text: "web-*" });
  expect(only("web-\\*")).toMatchObject({ glob: false, text: "web-*" });
  expect(only("'a*'b*")).toMatchObject({ glob: true, text: "a*b*", pattern: "a\\*b*" });
  expect(only("web[1")).toMatchObject({ glob: false, text: "web[1" });
  expect(only("web[1']'")).toMatchObject({ glob: false, text: "web[1]" });
  expect(only("web(1)")).toMatchObject({ glob: false });
});

test("a quote that is not closed is pointed at", () => {
  expect(problemOf(() => tokenize("info web 'a b", 0))).toEqual({
    code: "SYNTAX",
    facts: {
      line: "info web 'a b",
      column: 9,
      word: "'a b",
      problem: "QUOTE_OPEN",
      suggestions: ["'"],
    },
  });
  expect(problemOf(() => tokenize('info "a\\"', 0))).toMatchObject({
    facts: { column: 5, problem: "QUOTE_OPEN" },
  });
});

test("a backslash with nothing after it is pointed at", () => {
  expect(problemOf(() => tokenize("info web\\", 0))).toMatchObject({
    code: "SYNTAX",
    facts: { column: 8, problem: "ESCAPE_AT_END" },
  });
});
