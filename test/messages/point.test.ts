import { expect, test } from "vitest";
import { parse } from "#language/parse.js";
import { point } from "#messages/point.js";
import { problemOf } from "../language/problem-of.js";

const shown = (line: string) => point(problemOf(() => parse(line)))?.split("\n");

test("the caret stands under the word that is wrong", () => {
  expect(shown("memory web-01 8GB")).toEqual([
    "memory web-01 8GB", //
    "              ^",
  ]);
  expect(shown("cpu web-01")).toEqual([
    "cpu web-01", //
    "          ^",
  ]);
  expect(shown("strat web-01")).toEqual(["strat web-01", "^"]);
});

test("Japanese letters are two columns wide, and the caret stands under its word all the same", () => {
  expect(shown("memory 業務サーバー 8GB")).toEqual([
    "memory 業務サーバー 8GB", //
    `${" ".repeat(7 + 12 + 1)}^`,
  ]);
  expect(shown("cpu　業務　多い")).toEqual([
    "cpu　業務　多い", //
    `${" ".repeat(3 + 2 + 4 + 2)}^`,
  ]);
});

test("tabs and control characters neither move the caret nor reach the terminal", () => {
  expect(shown("cpu\tweb-01\tabc")).toEqual([
    "cpu web-01 abc", //
    "           ^",
  ]);
  expect(shown("cpu web\u001b[2J")).toEqual([
    "cpu web\u{fffd}[2J", //
    "       ^",
  ]);
});

test("a problem that is not about a place in a line has no caret", () => {
  expect(point({ code: "SESSION_ENDED", facts: {} })).toBeNull();
});
