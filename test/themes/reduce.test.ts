import { expect, test } from "vitest";
import { paletteRgb } from "#themes/palette.js";
import { nearestOf16, nearestOf256, readableOn } from "#themes/reduce.js";

test("a colour that is in the palette of 256 is itself there", () => {
  for (let index = 16; index < 256; index += 1) {
    expect(paletteRgb(nearestOf256(paletteRgb(index))), String(index)).toEqual(paletteRgb(index));
  }
  expect(paletteRgb(196)).toEqual([255, 0, 0]);
  expect(paletteRgb(67)).toEqual([95, 135, 175]);
  expect(paletteRgb(232)).toEqual([8, 8, 8]);
  expect(paletteRgb(255)).toEqual([238, 238, 238]);
});

test("the sixteen whose colours the terminal's owner has chosen are not used for an exact one", () => {
  for (const rgb of [
    [255, 0, 0],
    [205, 0, 0],
    [229, 229, 229],
    [0, 0, 0],
  ] as const) {
    expect(nearestOf256(rgb)).toBeGreaterThanOrEqual(16);
  }
});

test("of sixteen, a pale colour keeps its hue where the nearest would be white or grey", () => {
  expect(nearestOf16([0xff, 0x8a, 0x80])).toBe(9);
  expect(nearestOf16([0x7e, 0xe7, 0x87])).toBe(10);
  expect(nearestOf16([0xe3, 0xb3, 0x41])).toBe(11);
  expect(nearestOf16([0x79, 0xc0, 0xff])).toBe(12);
  expect(nearestOf16([0xa4, 0x0e, 0x26])).toBe(1);
  expect(nearestOf16([0x11, 0x63, 0x29])).toBe(2);
  expect(nearestOf16([0x05, 0x50, 0xae])).toBe(4);
});

test("of sixteen, a grey is a grey of about its lightness", () => {
  expect([0, 0x20, 0x80, 0xe0, 0xff].map((level) => nearestOf16([level, level, level]))).toEqual([
    0, 0, 8, 7, 15,
  ]);
});

test("a foreground that has come to look like its background is black or white instead", () => {
  expect(readableOn(9, 1)).toBe(15);
  expect(readableOn(11, 15)).toBe(0);
  expect(readableOn(10, 10)).toBe(0);
  expect(readableOn(15, 4)).toBe(15);
});
