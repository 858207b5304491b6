import { describe, expect, test } from "vitest";
import { canonical, recordable } from "#journal/canonical.js";

describe("the canonical form (RFC 8785)", () => {
  test("orders members by UTF-16 code units: its own example of section 3.2.3", () => {
    const value = {
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis",
    };
    // The emoji is above U+FB33 as a character, and below it as UTF-16.
    expect(canonical(value)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis",' +
        '"\u20ac":"Euro Sign","\ud83d\ude00":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
  });

  test("orders members at every depth, and leaves arrays as they are", () => {
    const value = { b: [{ d: 1, c: [3, 1, 2] }, null], a: { z: true, y: false } };
    expect(canonical(value)).toBe('{"a":{"y":false,"z":true},"b":[{"c":[3,1,2],"d":1},null]}');
  });

  test("numbers that look like an index come in the order of text, not of numbers", () => {
    expect(canonical({ 10: 1, 9: 2, "-1": 3 })).toBe('{"-1":3,"10":1,"9":2}');
  });

  test("escapes what section 3.2.2.2 names, in lower case, and nothing else", () => {
    expect(canonical("\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/")).toBe(
      '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"',
    );
    expect(canonical("\b\t\n\f\r\u0000\u001f")).toBe('"\\b\\t\\n\\f\\r\\u0000\\u001f"');
    expect(canonical("<>&\u2028\u2029\u00a0\ufeff日本語😀")).toBe('"<>&\u2028\u2029\u00a0\ufeff日本語😀"');
  });

  test("writes the integers that a double holds exactly", () => {
    expect(canonical([0, -1, 9_007_199_254_740_991, -9_007_199_254_740_991])).toBe(
      "[0,-1,9007199254740991,-9007199254740991]",
    );
  });

  test("leaves out a member that is undefined", () => {
    expect(canonical({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  test.each([
    ["a fraction", 0.5],
    ["an integer that is not safe", 2 ** 53],
    ["minus zero", -0],
    ["NaN", Number.NaN],
    ["infinity", Number.POSITIVE_INFINITY],
    ["a high surrogate alone", "web-\ud83d"],
    ["a low surrogate alone", "\ude00-web"],
    ["surrogates in the wrong order", "\ude00\ud83d"],
    ["U+007F, which jq 1.6 rewrites", "a\u007fb"],
    ["a lone surrogate in a name", { "\ud83d": 1 }],
    ["U+007F in a name", { "\u007f": 1 }],
    ["undefined in an array", [undefined]],
    ["a bigint", 1n],
    ["a function", () => 1],
    ["a symbol", Symbol("x")],
  ])("refuses %s, wherever it stands", (_, value) => {
    expect(() => canonical(value)).toThrow(TypeError);
    expect(() => canonical({ a: [{ b: value === undefined ? [undefined] : value }] })).toThrow(TypeError);
  });
});

describe("text from outside, made recordable", () => {
  test.each([
    ["lone surrogates become U+FFFD", "a\ud83db\ude00", "a\ufffdb\ufffd"],
    ["U+007F becomes %7f", "rub\u007fout", "rub%7fout"],
    ["all else stays", "日本語 😀 \u0000\n\u2028<>&", "日本語 😀 \u0000\n\u2028<>&"],
  ])("%s", (_, text, recorded) => {
    expect(recordable(text, 100)).toBe(recorded);
    expect(JSON.parse(canonical(recorded))).toBe(recorded);
  });

  test("what is too long is cut, and says how much is missing", () => {
    expect(recordable("abcdef", 6)).toBe("abcdef");
    expect(recordable("abcdefg", 4)).toBe("abcd... (3 more characters)");
  });

  test("it is never cut through a surrogate pair", () => {
    expect(recordable("ab😀cd", 3)).toBe("ab... (4 more characters)");
    expect(recordable("ab😀cd", 4)).toBe("ab😀... (2 more characters)");
  });

  test("without a limit, nothing is cut", () => {
    const text = "x".repeat(100_000);
    expect(recordable(text, Number.POSITIVE_INFINITY)).toBe(text);
  });
});
