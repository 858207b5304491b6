import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { leaveAsking, leaveSurely } from "#console/actions/leave.js";
import { press } from "#console/actions/press.js";
import { handOver } from "#console/handover/hand-over.js";
import { handoverVerb } from "#console/handover/handover-verb.js";
import type { Entry } from "#domain/entry.js";
import { FakeConsole } from "../fake-console.js";
import type { FakeHandovers } from "./fake-handovers.js";

const keys = (console: FakeConsole, ...names: readonly string[]) => {
  for (const name of names) press(console, name, [...name].length === 1 ? name : "");
};

const seen = (console: FakeConsole, width = 80, height = 18) =>
  console.dialog(width, height).lines.map((line) => line.trimEnd());

async function opened(prepare: (handovers: FakeHandovers) => void = () => undefined) {
  const console = new FakeConsole();
  const handovers = console.handovers as FakeHandovers;
  prepare(handovers);
  await handOver(console, null);
  return { console, handovers };
}

test("every section is there with how much is in it, or that there is none, on the smallest screen", async () => {
  const { console } = await opened();
  const rows = seen(console);
  expect(rows[0]).toContain("▸Hand over the shift");
  expect(rows[0]).toContain("draft, not signed");
  const sections = rows.slice(-8);
  expect(sections[0]).toMatch(/^ › Operations {2,}\d+ on \d targets?$/u);
  expect(sections.join("\n")).toMatch(/Notes {2,}\S/u);
  expect(sections.at(-1)).toMatch(/^ {3}Journal .*checkpoint of \d+, sound$/u);
  expect(rows.every((row) => row.length <= 80)).toBe(true);
});

test("Enter reads a section, and Esc is back where it was", async () => {
  const { console } = await opened();
  keys(console, "down", "enter");
  expect(seen(console)[0]).toContain("▸Failures and unknown outcomes");
  keys(console, "esc");
  expect(seen(console).some((row) => row.startsWith(" › Failures"))).toBe(true);
});

test("a remark is added, put otherwise and taken away, and each time kept", async () => {
  const { console, handovers } = await opened();
  keys(console, "a", ..."look at web-01", "enter");
  expect(seen(console).join("\n")).toMatch(/Operations .*1 remark\n › {5}\+ look at web-01/u);
  expect(handovers.added.remarks).toEqual({ operations: ["look at web-01"] });
  keys(console, "e", ..."!", "enter");
  expect(handovers.added.remarks).toEqual({ operations: ["look at web-01!"] });
  keys(console, "d");
  expect(handovers.added.remarks).toEqual({});
  // There is nothing to take away in a section itself.
  keys(console, "d");
  expect(console.store.notice?.text).toBe("there is nothing that you have added here");
});

test("what cannot be kept on the disk is not added, and why is said", async () => {
  const { console, handovers } = await opened();
  handovers.full = true;
  keys(console, "esc", "H");
  await setImmediate();
  keys(console, "a", ..."x", "enter");
  expect(console.store.notice?.text).toContain("(no space left on device); it was not added");
  expect(seen(console).join("\n")).not.toContain("+ x");
});

test("what was added before is there again", async () => {
  const { console } = await opened((handovers) => {
    handovers.added = { remarks: { notes: ["the keys are in the drawer"] }, answers: {} };
  });
  expect(seen(console).join("\n")).toContain("+ the keys are in the drawer");
});

test("it is signed by a yes to what is about to happen, into the file that the operator names", async () => {
  const { console } = await opened();
  keys(console, "s");
  expect(seen(console).join("\n")).toContain("handover-2026-03-01-000000aa.tar");
  keys(console, "enter");
  const about = seen(console).join("\n");
  expect(about).toContain("You sign revision 1");
  expect(about).toMatch(/a new\s+one begins/u);
  expect(about).toContain("y  yes, sign it");
  keys(console, "enter", "s");
  expect(console.told).toEqual([]);
  keys(console, "y");
  await setImmediate();
  expect(console.told).toEqual(["sign handover-2026-03-01-000000aa.tar [{},[]]"]);
  expect(console.store.notice?.text).toContain("Handed over by #90. Give handover-2026-03-01-000000aa.tar");
  expect(console.store.dialogs.top).toBeNull();
});

test("a file that is there is not replaced: another is asked for", async () => {
  const console = new FakeConsole();
  await handOver(console, "package.json");
  keys(console, "s", "enter");
  expect(console.store.notice?.text).toContain("package.json is there already, and is not replaced");
  keys(console, "ctrl+u", ..."a.tar", "enter");
  expect(seen(console).join("\n")).toContain("written with the evidence to a.tar");
});

test.each([
  ["no/such/place/a.tar", "no/such/place"],
  ["package.json/a.tar", "package.json"],
])("a file that cannot be put there is asked for on, with what was typed: %s", async (path, directory) => {
  const { console } = await opened();
  keys(console, "s", "ctrl+u", ...path, "enter");
  expect(console.store.notice?.text).toBe(
    `Nothing can be written in ${directory}. Name a file in another directory.`,
  );
  expect(seen(console).join("\n")).toContain(path);
  // The same for one that was named with the verb.
  const named = new FakeConsole();
  await handOver(named, path);
  keys(named, "s");
  expect(named.store.notice?.text).toContain(`Nothing can be written in ${directory}.`);
  expect(seen(named).join("\n")).toContain(path);
  expect(named.told).toEqual([]);
});

test("questions come first, and nothing is signed before each has an answer", async () => {
  const question = { section: "operations", seq: 10, text: "why was it stopped?" } as const;
  const { console } = await opened((handovers) => {
    const answers = [{ question, answer: null }];
    handovers.handover = { ...handovers.handover, revision: 2, answers };
    handovers.refused = "too little";
  });
  const rows = seen(console, 80, 20).join("\n");
  expect(rows).toContain("draft of revision 2");
  expect(rows).toContain("The revision before was refused: too little");
  expect(rows).toContain("1 question was asked; 1 without an answer.");
  expect(rows).toMatch(/ › \? Operations #10: why was it stopped\? .*no answer yet/u);
  keys(console, "s");
  expect(console.store.notice?.text).toContain("questions without an answer");
  keys(console, "enter", ..."patch day", "enter", "s", "enter", "y");
  await setImmediate();
  expect(console.told).toEqual([
    `sign handover-2026-03-01-000000aa-r2.tar ${JSON.stringify([{}, [{ question, answer: "patch day" }]])}`,
  ]);
});

test("the facts follow the journal as long as the report is open, and only so long", async () => {
  const { console, handovers } = await opened();
  const { store } = console;
  store.journal.add({ ...OUTCOME, seq: 41 });
  store.changes.now();
  await setImmediate();
  expect(handovers.drawn).toBe(2);
  store.changes.now();
  await setImmediate();
  expect(handovers.drawn).toBe(2);
  keys(console, "esc");
  store.journal.add({ ...OUTCOME, seq: 42 });
  store.changes.now();
  await setImmediate();
  expect(handovers.drawn).toBe(2);
});

test("what was handed over before and waits for its answer is said, and a shift without an entry is not signed", async () => {
  const { console } = await opened((handovers) => {
    const { shift } = handovers.handover;
    handovers.handover = { ...handovers.handover, shift: { ...shift, firstSeq: 41, lastSeq: 40 } };
    handovers.waiting = [WAITING];
  });
  const rows = seen(console).join("\n");
  expect(rows).toContain("no entry from #41 on");
  expect(rows).toMatch(/Revision 2 \(#40\) waits for its answer since 03-01 09:00/u);
  keys(console, "s");
  expect(console.store.notice?.text).toBe(
    "there is nothing to hand over yet: the journal has no entry since",
  );
  expect(console.told).toEqual([]);
});

test("once another program has taken an answer in, it is the next revision's report that is open", async () => {
  const { console, handovers } = await opened();
  const { store } = console;
  handovers.keptAs = "an-id 2";
  handovers.handover = { ...handovers.handover, revision: 2 };
  handovers.added = { remarks: { notes: ["of the first revision"] }, answers: {} };
  store.journal.add({ ...OUTCOME, seq: 41 });
  store.changes.now();
  await setImmediate();
  const rows = seen(console).join("\n");
  expect(rows).toContain("draft of revision 2");
  expect(rows).toContain("+ of the first revision");
  keys(console, "esc");
  expect(store.dialogs.top).toBeNull();
});

test("who leaves with operations that nobody was handed over is asked once; nobody is where handovers are not used", () => {
  const console = new FakeConsole();
  const { store } = console;
  store.handover.add(OUTCOME, true);
  leaveAsking(console);
  expect(console.told).toEqual(["leave"]);
  store.handover.noteUse();
  leaveAsking(console);
  expect(seen(console).join("\n")).toContain("One operation was done since the last handover");
  expect(seen(console).join("\n")).toContain("h  hand over first");
  keys(console, "enter");
  expect(console.told).toEqual(["leave", "leave"]);
  store.handover.add({ ...OUTCOME, phase: "handover", OPR: "HandOver" }, true);
  leaveSurely(console);
  expect(seen(console).join("\n")).not.toContain("handover");
});

test("what the verb does not know is said under the word that it is about", () => {
  const console = new FakeConsole();
  const problem = (rest: string) => {
    try {
      handoverVerb(console, rest);
    } catch (cause) {
      return (cause as { problem: { facts: { column: number; problem: string } } }).problem.facts;
    }
    return null;
  };
  expect(problem("give x")).toMatchObject({ column: 9, problem: "WORD_UNKNOWN" });
  expect(problem("take")).toMatchObject({ column: 13, problem: "MISSING_WORD" });
  expect(problem("take a b")).toMatchObject({ column: 16, problem: "EXTRA_WORD" });
  expect(problem("answer a -o b")).toMatchObject({ column: 18, problem: "EXTRA_WORD" });
  expect(problem("waive ")).toMatchObject({ problem: "MISSING_WORD" });
  expect(problem("again -o")).toMatchObject({ problem: "MISSING_WORD" });
});

const WAITING = {
  id: "019c9000-0000-7000-8000-000000000001",
  revision: 2,
  report: "1".repeat(64),
  seq: 40,
  at: "2026-03-01T09:00:00.000Z",
  state: "waiting",
  answers: [],
  isReplaced: false,
} as const;

const OUTCOME: Entry = {
  v: 1,
  seq: 40,
  id: "019c9000-0000-7000-8000-000000000040",
  phase: "outcome",
  prev: "0".repeat(64),
  STR: "2026-03-01T09:00:00.000Z",
  END: "2026-03-01T09:00:01.000Z",
  OPR: "StartVM",
  USR: { name: "operator", os: "alice", console: "desk-4", key: "SHA256:key", session: "s" },
  HST: { endpoint: "sim:", platform: "simulator", host: null },
  TGT: { kind: "VirtualMachine", id: "vm-1", uuid: null, name: "web-01" },
  BEF: {},
  AFT: {},
  RST: { status: "OK" },
};
