import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { failure } from "#domain/errors.js";
import { type Json, type Refusal, readJson } from "#themes/json.js";
import { BUILTIN_THEMES } from "#themes/load-themes.js";
import { problemOf } from "../language/problem-of.js";

const refusal: Refusal = (problem) => failure("THEME_INVALID", { path: "x.json", problem });
const faultOf = (text: string) => problemOf(() => readJson(text, refusal)).facts;
const syntax = (line: number, column: number) => ({
  path: "x.json",
  problem: { kind: "SYNTAX", line, column },
});

test("an error is where it begins, in lines and columns as an editor has them", () => {
  expect(faultOf("")).toEqual(syntax(1, 1));
  expect(faultOf('{ "a": 1, }')).toEqual(syntax(1, 11));
  expect(faultOf('{\n  "a": 1\n  "b": 2\n}')).toEqual(syntax(3, 3));
  expect(faultOf('{\r\n  "a": tru\r\n}')).toEqual(syntax(2, 8));
  expect(faultOf('{ "ダーク😀": 01 }')).toEqual(syntax(1, 12));
  expect(faultOf('{ "a": [1, 2 }')).toEqual(syntax(1, 14));
  expect(faultOf('{ "a": 1 } // mine')).toEqual(syntax(1, 12));
  expect(faultOf('{\n  "a": "never closed\n}')).toEqual(syntax(2, 8));
  expect(faultOf("{ 'a': 1 }")).toEqual(syntax(1, 3));
});

test("a name that stands twice in an object is refused, and not overruled", () => {
  expect(faultOf('{\n  "a": { "b": 1,\n    "b": 2 }\n}')).toEqual({
    path: "x.json",
    problem: { kind: "KEY_TWICE", at: "a.b", line: 3 },
  });
  expect(readJson('{ "a": { "b": 1 }, "b": { "b": 2 } }', refusal)).toBeInstanceOf(Map);
});

test("a file that nests without end is refused like any other", () => {
  expect(faultOf("[".repeat(1_000_000))).toEqual(syntax(1, 33));
  expect(faultOf('{"a":'.repeat(100_000))).toEqual(syntax(1, 161));
});

test("whatever one letter is changed to, the text is JSON here exactly when it is to JSON.parse", () => {
  const text = readFileSync(`${BUILTIN_THEMES}monochrome.json`, "utf8").slice(0, 260);
  const whole = `${text.slice(0, text.lastIndexOf(","))} }, "n": [-0.5e+3, 10, "\\u00e9\\n", [], {}, false] }`;
  expect(plain(readJson(whole, refusal))).toEqual(JSON.parse(whole));
  let taken = 0;
  for (let at = 0; at < whole.length; at += 1) {
    for (const letter of [
      "",
      '"',
      ",",
      ":",
      "{",
      "}",
      "[",
      "]",
      "0",
      "-",
      ".",
      "e",
      "\\",
      " ",
      "\n",
      "\u0007",
      "é",
    ]) {
      const changed = whole.slice(0, at) + letter + whole.slice(at + 1);
      const ours = attempt(() => plain(readJson(changed, refusal)));
      // Two members of one name are ours to refuse.
      if (ours === null && isTwice(changed)) continue;
      expect(ours, changed).toEqual(attempt(() => JSON.parse(changed)));
      taken += ours === null ? 0 : 1;
    }
  }
  expect(taken).toBeGreaterThan(300);
});

function attempt(read: () => unknown): { value: unknown } | null {
  try {
    return { value: read() };
  } catch {
    return null;
  }
}

function isTwice(text: string): boolean {
  const { facts } = problemOf(() => readJson(text, refusal));
  return "problem" in facts && (facts.problem as { kind: string }).kind === "KEY_TWICE";
}

/** As JSON.parse gives it. */
function plain(value: Json): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, each]) => [key, plain(each)]));
  return Array.isArray(value) ? value.map(plain) : value;
}
