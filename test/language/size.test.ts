import { expect, test } from "vitest";
import { parseSize } from "#language/size.js";

test.each([
  ["8GiB", 8192],
  ["8192MiB", 8192],
  ["1.5TiB", 1_572_864],
  ["8G", 8192],
  ["8g", 8192],
  ["512M", 512],
  ["1T", 1_048_576],
  ["8gib", 8192],
  ["0.5GiB", 512],
  ["4.0MiB", 4],
])("%s is %i MiB", (text, mebibytes) => {
  expect(parseSize(text)).toEqual({ mebibytes });
});

test("impossible sizes are sizes, so that their refusal is recorded", () => {
  expect(parseSize("0GiB")).toEqual({ mebibytes: 0 });
  expect(parseSize("-0GiB")).toEqual({ mebibytes: 0 });
  expect(parseSize("-8GiB")).toEqual({ mebibytes: -8192 });
  expect(parseSize("99999999TiB")).toEqual({ mebibytes: 99_999_999 * 1_048_576 });
  expect(parseSize("9007199254740991MiB")).toEqual({ mebibytes: Number.MAX_SAFE_INTEGER });
});

test("a number that would be rounded in silence is refused", () => {
  expect(parseSize("9007199254740992MiB")).toMatchObject({ problem: "NUMBER_TOO_LONG" });
  expect(parseSize("9999999999TiB")).toMatchObject({ problem: "NUMBER_TOO_LONG" });
  expect(parseSize(`${"9".repeat(10_000)}GiB`)).toMatchObject({ problem: "NUMBER_TOO_LONG" });
});

test("a decimal unit is refused, and the binary one offered", () => {
  expect(parseSize("8GB")).toEqual({ problem: "DECIMAL_UNIT", suggestions: ["8GiB"] });
  expect(parseSize("512mb")).toEqual({ problem: "DECIMAL_UNIT", suggestions: ["512MiB"] });
  expect(parseSize("1.5TB")).toEqual({ problem: "DECIMAL_UNIT", suggestions: ["1.5TiB"] });
});

test("a bare number is refused, and both readings offered", () => {
  expect(parseSize("8192")).toEqual({ problem: "SIZE_WITHOUT_UNIT", suggestions: ["8192MiB", "8GiB"] });
  expect(parseSize("8")).toEqual({ problem: "SIZE_WITHOUT_UNIT", suggestions: ["8MiB", "8GiB"] });
  expect(parseSize("0")).toEqual({ problem: "SIZE_WITHOUT_UNIT", suggestions: ["0MiB", "0GiB"] });
});

test("parts of a MiB are refused, and the two next to it offered", () => {
  expect(parseSize("0.1GiB")).toEqual({ problem: "NOT_WHOLE_MIB", suggestions: ["102MiB", "103MiB"] });
  expect(parseSize("1.5MiB")).toMatchObject({ problem: "NOT_WHOLE_MIB" });
});

test.each(["abc", "", "GiB", ".5GiB", "8.GiB", "8 GiB", "1e3GiB", "8KiB", "8XiB", "８ＧｉＢ", "--8GiB"])(
  "%j is no size",
  (text) => {
    expect(parseSize(text)).toMatchObject({ problem: "NOT_A_SIZE" });
  },
);
