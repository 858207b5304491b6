import { expect, test } from "vitest";
import type { Catalogue } from "#messages/catalogue.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";

/** Whatever a text of a report is about: each takes what it needs of this. */
const told = {
  ...{
    from: "2026-03-01",
    isDraft: true,
    to: "2026-03-02",
    expires: "2026-03-03",
    problem: "p",
    at: "2026-03-04",
    seq: 7,
  },
  ...{ size: 9, fingerprint: "f", identity: "i", fromSeq: 3, firstSeq: 1, lastSeq: 5, ticket: "t", run: "r" },
  ...{ file: "a.cast", code: "WRONG_CAST", text: "why", paths: ["a.md", "b.tar"] },
};

/** What is said in no words of ours. */
const WORDLESS = ["question"];

function textsOf({ handover }: Catalogue): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (value: unknown, at: string): void => {
    if (typeof value === "function") walk(value(told), at);
    else if (typeof value === "string") found.set(at, value);
    else for (const [key, inner] of Object.entries(Object(value))) walk(inner, `${at}.${key}`);
  };
  for (const [key, value] of Object.entries(handover)) if (!WORDLESS.includes(key)) walk(value, key);
  return found;
}

test("a shift's report has every text in both languages, and none was left in English", () => {
  const [english, japanese] = [textsOf(en), textsOf(ja)];
  expect([...japanese.keys()]).toEqual([...english.keys()]);
  const isJapanese = /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u;
  for (const [at, text] of japanese) {
    expect(text, at).not.toMatch(/undefined|\[object/u);
    expect(english.get(at), at).not.toMatch(/undefined|\[object/u);
    expect([isJapanese.test(english.get(at) ?? ""), at === "entries" || isJapanese.test(text)], at).toEqual([
      false,
      true,
    ]);
  }
});

test("a shift in which nothing was recorded is told so", () => {
  const said = [en, ja].map(({ handover }) => handover.entries({ firstSeq: 9, lastSeq: 8 }));
  expect(said).toEqual(["none from #9 on", "#9 以降なし"]);
});
