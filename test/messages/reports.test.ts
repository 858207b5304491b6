import { expect, test } from "vitest";
import type { Catalogue } from "#messages/catalogue.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";

/** Whatever a text of a report is about: each takes what it needs of this. */
const told = {
  ...{ title: "t", path: "p.md", signature: "p.md.sig", identity: "alice@ops-1", run: "r", key: "k" },
  ...{ line: 7, upTo: 9, ms: 3_725_000 },
};

/** What is the same in every language. */
const SAME = ["statuses"];

/** Every text by where it stands. */
function textsOf({ reports }: Catalogue): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (value: unknown, at: string): void => {
    if (typeof value === "function") walk(value(told), at);
    else if (typeof value === "string") found.set(at, value);
    else for (const [key, inner] of Object.entries(Object(value))) walk(inner, `${at}.${key}`);
  };
  for (const [key, value] of Object.entries(reports)) if (!SAME.includes(key)) walk(value, key);
  return found;
}

test("a report has every text in both languages, and none was left in English", () => {
  const [english, japanese] = [textsOf(en), textsOf(ja)];
  expect([...japanese.keys()]).toEqual([...english.keys()]);
  for (const [at, text] of japanese) {
    expect(text, at).not.toMatch(/undefined|\[object/u);
    expect(english.get(at), at).not.toMatch(/undefined|\[object|[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u);
    if (at !== "columns.id") expect(text, at).toMatch(/[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u);
  }
});

test("how long something took is told in the units that tell a person something", () => {
  const said = (ms: number) => [en, ja].map(({ reports }) => reports.time({ ms }));
  expect(said(0)).toEqual(["0.00 s", "0.00 秒"]);
  expect(said(2_345)).toEqual(["2.3 s", "2.3 秒"]);
  expect(said(120_000)).toEqual(["2 min", "2 分"]);
  expect(said(3_725_000)).toEqual(["1 h 2 min 5 s", "1 時間 2 分 5 秒"]);
});
