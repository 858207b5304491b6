import fc from "fast-check";
import { expect, test } from "vitest";
import { textOfTime, timeOfText } from "#recording/replay/time-text.js";

test.each([
  ["750", 750_000],
  ["0", 0],
  ["12:30", 750_000],
  ["1:02:30", 3_750_000],
  ["0:05.25", 5_250],
  ["90:00", 5_400_000],
  ["1:2:30", null],
  ["1:75:00", null],
  ["1.5", 1_500],
  ["1:75", null],
  ["12:30:", null],
  ["#41", null],
  ["", null],
  [" 5", null],
])("%j is the time %j", (text, ms) => {
  expect(timeOfText(text)).toBe(ms);
});

test("what is shown can be typed", () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), (seconds) => {
      expect(timeOfText(textOfTime(seconds * 1_000 + 999))).toBe(seconds * 1_000);
    }),
  );
});
