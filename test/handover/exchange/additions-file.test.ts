import { existsSync, statSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { questionKey, withAdditions } from "#handover/exchange/additions.js";
import { AdditionsFile } from "#handover/exchange/additions-file.js";
import { en } from "#messages/en.js";
import { temporaryDirectory } from "../../journal/temporary-directory.js";
import { sampleShift } from "../sample-handover.js";

const ADDED = { remarks: { notes: ["the keys are in the drawer"] }, answers: { why: "patch day" } };
const OTHERS = { remarks: { tasks: ["look at web-02"] }, answers: {} };

test("what was added is there again, for its operator alone, until it is signed", () => {
  using place = temporaryDirectory();
  const file = new AdditionsFile(`${place.path}/state/history`, "/journal");
  expect(file.read("next null")).toBeNull();
  file.write("next null", ADDED);
  expect(statSync(file.path).mode & 0o777).toBe(0o600);
  expect(new AdditionsFile(`${place.path}/state/history`, "/journal").read("next null")).toEqual(ADDED);
  file.discard("next null");
  expect(existsSync(file.path)).toBe(false);
  expect(() => file.discard("next null")).not.toThrow();
});

test("what was added to one report is in no other, nor one journal's in another's", () => {
  using place = temporaryDirectory();
  const file = new AdditionsFile(`${place.path}/history`, "/journal");
  file.write("next 12", ADDED);
  file.write("an-id 2", OTHERS);
  expect(file.read("next 40")).toBeNull();
  expect(file.read("next 12")).toEqual(ADDED);
  file.discard("an-id 2");
  expect([file.read("an-id 2"), file.read("next 12")]).toEqual([null, ADDED]);
  expect(new AdditionsFile(`${place.path}/history`, "/another").read("next 12")).toBeNull();
});

test.each([
  ["", null],
  ["[]", null],
  ['{"next 12":', null],
  [
    '{"next 12":{"remarks":{"notes":[3,""],"weather":["fine"]},"answers":{"a":7,"b":""}}}',
    { remarks: {}, answers: {} },
  ],
])("a file that says %j is no trouble", (text, added) => {
  using place = temporaryDirectory();
  const file = new AdditionsFile(`${place.path}/history`, "/journal");
  writeFileSync(file.path, text);
  expect(file.read("next 12")).toEqual(added);
});

test("an answer is to its question, wherever that stands meanwhile", () => {
  const [first, second] = ["since when?", "why?"].map((text) => ({
    section: "notes" as const,
    seq: null,
    text,
  }));
  const answers = { [questionKey(second!)]: "patch day" };
  const { handover } = sampleShift(en);
  const asked = (...questions: (typeof first)[]) =>
    withAdditions(
      { ...handover, answers: questions.map((question) => ({ question: question!, answer: null })) },
      { remarks: {}, answers },
    ).answers.map(({ answer }) => answer);
  expect(asked(second)).toEqual(["patch day"]);
  expect(asked(first, second)).toEqual([null, "patch day"]);
  expect(asked(first)).toEqual([null]);
});
