import { expect, test } from "vitest";
import { WaitingLines } from "#cli/waiting-lines.js";

test("what is said while something else has the screen is read once it is back, in order", () => {
  const read: string[] = [];
  const lines = new WaitingLines((text) => read.push(text));
  lines.say("before");
  lines.hold();
  lines.say("meanwhile");
  lines.say("and more");
  expect(read).toEqual(["before"]);
  lines.letThrough();
  expect(read).toEqual(["before", "meanwhile", "and more"]);
  lines.say("after");
  lines.letThrough();
  expect(read).toEqual(["before", "meanwhile", "and more", "after"]);
});
