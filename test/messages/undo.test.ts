import { expect, test } from "vitest";
import type { ErrorFacts } from "#domain/errors.js";
import { en } from "#messages/en.js";
import { explain } from "#messages/explain.js";
import { ja } from "#messages/ja.js";

type Left = Omit<ErrorFacts["TARGET_NOT_AS_LEFT"], "name">;

/** What is said of a target that is no longer as it was left. */
function said(facts: Left): readonly string[] {
  const problem = { code: "TARGET_NOT_AS_LEFT", facts: { name: "web-01", ...facts } } as const;
  return [explain(problem, en).what, explain(problem, ja).what];
}

test.each<[Left, string, string]>([
  [
    { what: "power", left: "on", now: "suspended" },
    "its power was on, and is suspended now",
    "電源状態は完了時「電源オン」、現在「サスペンド」",
  ],
  [
    { what: "memoryMiB", left: 4096, now: 8192 },
    "its memory was 4 GiB, and is 8 GiB now",
    "メモリは完了時「4 GiB」、現在「8 GiB」",
  ],
  [
    { what: "maintenance", left: true, now: false },
    "maintenance mode was on, and is off now",
    "メンテナンスモードは完了時「オン」、現在「オフ」",
  ],
  [
    { what: "snapshots", left: "", now: "before" },
    "what it has of snapshots was none, and is before now",
    "スナップショットの一覧または数は完了時「なし」、現在「before」",
  ],
  [
    { what: "snapshot", left: "before", now: null },
    "the snapshot was before, and is none now",
    "スナップショットは完了時「before」、現在「なし」",
  ],
])("%o is said in the operator's words", (facts, english, japanese) => {
  const [inEnglish, inJapanese] = said(facts);
  expect(inEnglish).toBe(`web-01 is no longer as that entry left it: ${english}.`);
  expect(inJapanese).toBe(`web-01 はこのエントリーの完了時の状態から変わっています。${japanese}です。`);
});
