import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { press } from "#console/actions/press.js";
import { takeAnswer } from "#console/handover/take-answer.js";
import { takeShift } from "#console/handover/take-shift.js";
import { FakeConsole } from "../fake-console.js";
import type { FakeHandovers } from "./fake-handovers.js";

const keys = (console: FakeConsole, ...names: readonly string[]) => {
  for (const name of names) press(console, name, [...name].length === 1 ? name : "");
};

const seen = (console: FakeConsole, width = 80, height = 18) =>
  console
    .dialog(width, height)
    .lines.map((line) => line.trimEnd())
    .join("\n");

async function opened(): Promise<FakeConsole> {
  const console = new FakeConsole();
  await takeShift(console, "shift.tar", null);
  return console;
}

/** Reads a section to its end, as it is painted after each key. */
function readAll(console: FakeConsole): void {
  for (let page = 0; page < 60; page += 1) {
    seen(console);
    keys(console, "pagedown");
  }
  seen(console);
  keys(console, "esc");
}

test("first it is said what was checked, and whose key it is: nothing is read before that is agreed to", async () => {
  const console = await opened();
  const verdict = seen(console);
  expect(verdict).toContain("Handed over by alice@desk-4, revision 1");
  expect(verdict).toContain("Journal shoseki.test/alice, key SHA256:outgoing.");
  expect(verdict).toContain("This key is not known here.");
  keys(console, "enter");
  expect(seen(console)).toContain("What the file is");
  keys(console, "y");
  expect(seen(console)).toContain("▸Take over the shift");
});

test("a page that is not made of the report is named before it is gone by", async () => {
  const console = new FakeConsole();
  (console.handovers as FakeHandovers).unlike = ["report.html"];
  await takeShift(console, "shift.tar", null);
  expect(seen(console)).toContain("LOOK OUT: report.html");
});

test("one's own handover is refused before anything of it is read", async () => {
  const console = new FakeConsole();
  const handovers = console.handovers as FakeHandovers;
  const read = handovers.read.bind(handovers);
  handovers.read = async (path) => ({ ...(await read(path)), isOwn: true });
  await takeShift(console, "shift.tar", null);
  expect(seen(console)).toContain("HANDOVER_OWN");
});

test("nothing is accepted before each section with something in it was on the screen to its end", async () => {
  const console = await opened();
  keys(console, "y");
  expect(seen(console)).toMatch(/• Operations .*to read$/mu);
  expect(seen(console)).not.toMatch(/Open procedures .*to read/u);
  keys(console, "A");
  expect(console.store.notice?.text).toContain("not read to its end yet: Operations");
  // Its end was not on the screen.
  keys(console, "enter");
  console.dialog(80, 6);
  keys(console, "esc");
  expect(seen(console)).toMatch(/• Operations .*to read$/mu);
  while (seen(console).includes("• ")) {
    keys(console, "home");
    while (!/^ › • /mu.test(seen(console))) keys(console, "down");
    keys(console, "enter");
    readAll(console);
  }
  expect(seen(console)).toContain("all is read");
  keys(console, "A", ..."accep", "enter");
  expect(console.store.notice?.text).toBe("That is not it; nothing was accepted.");
  expect(console.told).toEqual([]);
  keys(console, "t", "enter");
  await setImmediate();
  expect(console.told).toEqual([
    `answer shift.tar.answer ${JSON.stringify({ decision: "accepted", reason: null, questions: [] })}`,
  ]);
  expect(console.store.notice?.text).toBe("Accepted by #91. Give shift.tar.answer to the outgoing operator.");
});

test("a refusal has a reason", async () => {
  const console = await opened();
  keys(console, "y", "R", "enter");
  expect(console.store.notice?.text).toContain("A reason must be given");
  keys(console, ..."db-01 is off", "enter");
  await setImmediate();
  const saying = { decision: "refused", reason: "db-01 is off", questions: [] };
  expect(console.told).toEqual([`answer shift.tar.answer ${JSON.stringify(saying)}`]);
});

test("an entry is asked about only in the section that names it; questions are sent, and accept is not possible beside them", async () => {
  const console = await opened();
  keys(console, "y", "u", ..."#9999 why?", "enter");
  expect(console.store.notice?.text).toBe("There is no #9999 in Operations: nothing was asked.");
  keys(console, "ctrl+u", ..."#10 why?", "enter");
  expect(seen(console)).toMatch(/ {6}\? #10 why\?/u);
  keys(console, "A");
  expect(console.store.notice?.text).toContain("you have asked questions");
  // Put aside, and taken up again: what was asked is still there.
  keys(console, "esc");
  await takeShift(console, "shift.tar", null);
  keys(console, "y");
  expect(seen(console)).toMatch(/ {6}\? #10 why\?/u);
  keys(console, "Q");
  expect(seen(console)).toContain("? Operations #10: why?");
  keys(console, "y");
  await setImmediate();
  const questions = [{ section: "operations", seq: 10, text: "why?" }];
  expect(console.told).toEqual([
    `answer shift.tar.answer ${JSON.stringify({ decision: "questioned", reason: null, questions })}`,
  ]);
  // What is sent is not in the way of accepting the same revision, once it is answered by telephone.
  await takeShift(console, "shift.tar", null);
  keys(console, "y");
  expect(seen(console)).not.toContain("? #10 why?");
});

test("who may be taking over from themselves is warned, and is asked whose the shift is", async () => {
  const console = new FakeConsole();
  const handovers = console.handovers as FakeHandovers;
  handovers.isOwnMachine = true;
  const { handover } = handovers;
  handovers.handover = { ...handover, operations: [], failures: [], machines: [], tasks: [], notes: [] };
  await takeShift(console, "shift.tar", null);
  expect(seen(console)).toContain("WARNING: it comes from the very user and machine");
  keys(console, "y");
  while (seen(console).includes("• ")) {
    keys(console, "home");
    while (!/^ › • /mu.test(seen(console))) keys(console, "down");
    keys(console, "enter");
    readAll(console);
  }
  keys(console, "A", ..."accept", "enter");
  expect(seen(console)).toContain("Whose shift is it?");
  keys(console, "enter");
  expect(console.store.notice?.text).toContain("A reason must be given");
  expect(console.told).toEqual([]);
  keys(console, ..."bob's", "enter");
  await setImmediate();
  const saying = { decision: "accepted", reason: "bob's", questions: [] };
  expect(console.told).toEqual([`answer shift.tar.answer ${JSON.stringify(saying)}`]);
});

test("that two people have accepted a shift is said as loud as can be", async () => {
  const console = new FakeConsole();
  const handovers = console.handovers as FakeHandovers;
  handovers.decision = "accepted";
  handovers.alsoAcceptedBy = "SHA256:carol";
  await takeAnswer(console, "shift.tar.answer");
  keys(console, "y");
  await setImmediate();
  expect(console.store.notice).toMatchObject({
    role: "danger",
    text: expect.stringMatching(/#92: TWO PEOPLE THINK .*SHA256:carol/u),
  });
});

test("an answer is recorded once its key is agreed to, and what was asked is gone on with", async () => {
  const console = new FakeConsole();
  await takeAnswer(console, "shift.tar.answer");
  expect(seen(console)).toContain("bob@desk-2 has QUESTIONED revision 1");
  expect(seen(console)).toContain("? Operations #10: why?");
  keys(console, "enter");
  expect(console.told).toEqual([]);
  keys(console, "y");
  await setImmediate();
  expect(console.told).toEqual(["take in"]);
  expect(seen(console)).toContain("▸Hand over the shift");
});
