import { expect, test } from "vitest";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import type { ShiftCapsuleTexts } from "#messages/shift-capsule-texts.js";

const said = (texts: ShiftCapsuleTexts): Record<keyof ShiftCapsuleTexts, string> => ({
  checking: texts.checking({ done: 0.5 }),
  sound: texts.sound({
    origin: "ops-1/j",
    firstSeq: 4,
    lastSeq: 47,
    recordings: 2,
    whole: 1,
    key: "SHA256:k",
  }),
  word: texts.word({ firstSeq: 4, sound: false, size: 48 }),
  lost: texts.lost({ file: "a.cast", code: "WRONG_CAST", problem: "it is another" }),
  unlike: texts.unlike({ name: "report.html" }),
  handedOver: texts.handedOver({ handover: "id", revision: 2, os: "alice", console: "ops-1", seq: 46 }),
  draft: texts.draft(),
  unsound: texts.unsound({ member: "casts/x", seq: 17, code: "WRONG_CAST", problem: "it is another" }),
  selfConsistent: texts.selfConsistent({ key: "SHA256:k" }),
  held: texts.held({ file: "mine.signers" }),
});

test("what is said of a shift's capsule is said in both languages, with the same facts", () => {
  const [english, japanese] = [said(en.shiftCapsules), said(ja.shiftCapsules)];
  for (const text of Object.values(japanese))
    expect(text).toMatch(/[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u);
  for (const text of Object.values(english))
    expect(text).not.toMatch(/[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u);
  for (const texts of [english, japanese]) {
    for (const fact of ["ops-1/j", "47", "SHA256:k"]) expect(texts.sound).toContain(fact);
    for (const fact of ["alice", "46"]) expect(texts.handedOver).toContain(fact);
    for (const fact of ["4", "48"]) expect(texts.word).toContain(fact);
    expect(texts.unlike).toContain("report.html");
    expect(texts.selfConsistent).toContain("SHA256:k");
    expect(texts.unsound).toContain("casts/x");
    expect(texts.unsound).toContain("17");
  }
});
