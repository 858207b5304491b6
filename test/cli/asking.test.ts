import { expect, test } from "vitest";
import { askOf } from "#cli/conducting/asking.js";
import type { Setting } from "#cli/io.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";

/** A terminal at which these lines are typed, one a question; then it is gone. */
function typing(catalogue: Setting["catalogue"], ...lines: readonly string[]) {
  const asked: string[] = [];
  const told: string[] = [];
  const io = {
    err: (text: string) => void told.push(text),
    askLine: async (question: string) => {
      asked.push(question);
      return lines[asked.length - 1] ?? null;
    },
  };
  return { asked, told, setting: { io, catalogue, json: false } as unknown as Setting };
}

const PLAN = ["go", "skip", "back-out"] as const;

test("what is no answer is asked again; nothing but a yes agrees", async () => {
  const { asked, told, setting } = typing(en, "", "sure", "n", "again", "Y");
  expect(await askOf(setting, "Carry this out?", PLAN)).toEqual({ kind: "go" });
  expect(asked).toHaveLength(5);
  expect(told).toHaveLength(4);
  expect(told[1]).toBe("“sure” is no answer here: say yes, skip, back-out, pause.");
});

test("a reason stands after its word, or is asked for; without one it is no answer", async () => {
  expect(await askOf(typing(en, "skip it is off").setting, "?", PLAN)).toEqual({
    kind: "skip",
    why: "it is off",
  });
  const { asked, told, setting } = typing(en, "b", "", "b", "it went wrong");
  expect(await askOf(setting, "?", PLAN)).toEqual({ kind: "back-out", why: "it went wrong" });
  expect(asked).toEqual(["? ", "Why? ", "? ", "Why? "]);
  expect(told).toEqual(["That takes a reason, for the record."]);
});

const SEEN = ["seen", "skip", "back-out"] as const;

test.each([
  "no errors, version 2.4",
  "A green LED is on",
  "P 4.2",
  "s 12 drives",
  "yes",
  "pause the fan was heard to",
  "again 3.1",
  "ファームウェア 2.1",
])("what was seen is said in any words: %s", async (text) => {
  expect(await askOf(typing(en, ` ${text} `).setting, "?", SEEN)).toEqual({ kind: "seen", text });
  expect(await askOf(typing(ja, text).setting, "?", SEEN)).toEqual({ kind: "seen", text });
});

test.each([
  ["skip it is in another room", { kind: "skip", why: "it is in another room" }],
  ["back-out it smokes", { kind: "back-out", why: "it smokes" }],
  ["pause", { kind: "pause", why: null }],
] as const)("there the whole words are answers: %s", async (line, answer) => {
  expect(await askOf(typing(en, line).setting, "?", SEEN)).toEqual(answer);
});

test("one letter is neither what was seen nor an answer there, and that is said", async () => {
  const { told, setting } = typing(en, "s", "two lights");
  expect(await askOf(setting, "?", SEEN)).toEqual({ kind: "seen", text: "two lights" });
  expect(told).toEqual(["“s” is not taken for what was seen: write skip in full, or what was seen."]);
});

test("elsewhere a pause may have a reason; a terminal that is gone pauses", async () => {
  expect(await askOf(typing(ja, "pause 昼休み").setting, "?", PLAN)).toEqual({
    kind: "pause",
    why: "昼休み",
  });
  expect(await askOf(typing(ja).setting, "?", PLAN)).toEqual({ kind: "pause", why: null });
  expect(await askOf(typing(ja, "はい").setting, "?", PLAN)).toEqual({ kind: "go" });
});
