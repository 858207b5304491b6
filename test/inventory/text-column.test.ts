import { expect, test } from "vitest";
import { TextColumn, unitsOf } from "#inventory/text-column.js";
import { randomNumbers } from "./random-estate.js";

test("texts that grow, shrink and grow again stay what they were last set to", () => {
  const random = randomNumbers(7);
  const column = new TextColumn(1);
  const texts = new Map<number, string>();
  for (let step = 0; step < 5000; step++) {
    const slot = random(60);
    const text = "abサ".repeat(random(9)).slice(random(3));
    column.set(slot, text);
    texts.set(slot, text);
    const asked = random(60);
    const told = texts.get(asked) ?? "";
    if (told !== "") expect(column.has(asked, unitsOf(told))).toBe(true);
    expect(column.has(asked, unitsOf(`${told}x`))).toBe(false);
    expect(column.has(asked, unitsOf(`${told}a`))).toBe(false);
    expect(column.equals(asked, unitsOf(told))).toBe(true);
    expect(column.equals(asked, unitsOf(told.slice(1)))).toBe(told === "");
    expect(column.startsWith(asked, unitsOf(told.slice(0, 2)))).toBe(true);
    expect(column.startsWith(asked, unitsOf(`${told}a`))).toBe(false);
    expect(column.hasInOrder(asked, unitsOf(told.slice(1)))).toBe(true);
    expect(column.hasInOrder(asked, unitsOf(`a${told}`))).toBe(false);
  }
});
