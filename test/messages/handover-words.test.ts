import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const JAPANESE = new URL("../../src/messages/ja/", import.meta.url);

const sourcesOf = (named: RegExp) =>
  readdirSync(JAPANESE)
    .filter((name) => named.test(name))
    .map((name) => [name, readFileSync(new URL(name, JAPANESE), "utf8")] as const);

/** One word for each thing: シフト, 引き継ぎ, 受領, 差し戻し, 改訂 N, 担当者. */
test("what is said of handovers in Japanese has one word for each thing", () => {
  const others = /勤務|受諾|引き受|引き渡|拒否|操作者|オペレーター|作業者|版/u;
  const sources = sourcesOf(/^(?:handover.*|shift-capsules|touched)\.ts$/u);
  expect(sources.length).toBeGreaterThan(5);
  for (const [name, source] of sources) expect(others.exec(source)?.[0], name).toBeUndefined();
});

test("nowhere is a shift called otherwise, nor taken over otherwise", () => {
  for (const [name, source] of sourcesOf(/\.ts$/u))
    expect(/勤務|受諾|引き受けたシフト/u.exec(source)?.[0], name).toBeUndefined();
});
