import { expect, test } from "vitest";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";

/** Whatever a text of a page is about. */
const told = {
  shown: "2",
  total: "9",
  time: "09:00:00",
  file: "a-1.cast",
  fault: { file: "casts/a-1.cast", line: null, seq: 4, code: "WRONG_CAST", problem: "it was altered" },
  version: "3.0.0",
};

const textsOf = (texts: object): string[] =>
  Object.values(texts).flatMap((text) => {
    if (typeof text === "function") return [told, { ...told, fault: null }].map((it) => String(text(it)));
    return typeof text === "string" ? [text] : textsOf(text as object);
  });

test("every text of a shift's page is there in both languages", () => {
  const [english, japanese] = [textsOf(en.handoverPage), textsOf(ja.handoverPage)];
  expect(japanese).toHaveLength(english.length);
  for (const text of japanese) expect(text).toMatch(/[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u);
  for (const text of english)
    expect(text).not.toMatch(/[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]|undefined|^$/u);
});
