import { expect, test } from "vitest";
import { BACKGROUND_QUERY, backgroundOf, parseBackgroundReply } from "#themes/background.js";

test("the question is OSC 11 with a question mark", () => {
  expect([...Buffer.from(BACKGROUND_QUERY)]).toEqual([0x1b, 0x5d, 0x31, 0x31, 0x3b, 0x3f, 0x07]);
});

test.each([
  ["\u001b]11;rgb:0000/0000/0000\u0007", "dark"],
  ["\u001b]11;rgb:ffff/ffff/ffff\u001b\\", "light"],
  ["\u001b]11;rgb:1e1e/1e1e/1e1e\u001b\\", "dark"],
  ["\u001b]11;rgb:fdfd/f6f6/e3e3\u0007", "light"],
  ["\u001b]11;rgb:0000/2b2b/3636\u0007", "dark"],
  ["\u001b]11;rgb:f/f/f\u0007", "light"],
  ["\u001b]11;rgb:FF/FF/EE\u0007", "light"],
  ["\u001b]11;rgb:fff/fff/fff\u0007", "light"],
  ["\u001b]11;rgb:0f/0f/0f\u0007", "dark"],
  ["\u001b]11;rgba:0000/0000/0000/cccc\u001b\\", "dark"],
  ["\u001b]11;rgb:00/00/ff\u0007", "dark"],
  ["\u001b]11;rgb:00/ff/00\u0007", "light"],
  ["\u001b]11;rgb:ffff/ffff/ffff\u009c", "light"],
] as const)("%j is from a background that is %s", (reply, background) => {
  expect(parseBackgroundReply(reply)).toBe(background);
});

test("the answer is found among keys that were typed meanwhile, and after another answer", () => {
  expect(parseBackgroundReply("st\u001b[A\u001b]10;rgb:0/0/0\u0007\u001b]11;rgb:ff/ff/ff\u0007art")).toBe(
    "light",
  );
});

test("what is no answer, or not yet whole, says nothing", () => {
  for (const text of [
    "",
    "start web-01",
    "\u001b]11;rgb:ffff/ffff/ff",
    "\u001b]11;rgb:ffff/ffff/fffff\u0007",
    "\u001b]11;rgb:ffff/ffff\u0007",
    "\u001b]11;rgb:gg/gg/gg\u0007",
    "\u001b]10;rgb:ff/ff/ff\u0007",
    "]11;rgb:ff/ff/ff",
    BACKGROUND_QUERY,
  ]) {
    expect(parseBackgroundReply(text), JSON.stringify(text)).toBeNull();
  }
});

test.each([
  ["15;0", "dark"],
  ["0;15", "light"],
  ["0;7", "light"],
  ["7;8", "dark"],
  ["15;default;0", "dark"],
  ["0;default;15", "light"],
  ["default;default", null],
  ["0;99", null],
  ["0", null],
  ["", null],
] as const)("COLORFGBG=%s is a background that is %s", (COLORFGBG, background) => {
  expect(backgroundOf({ COLORFGBG })).toBe(background);
});

test("a terminal that says nothing has no known background", () => {
  expect(backgroundOf({})).toBeNull();
});
