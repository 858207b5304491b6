import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import type { TargetExpression } from "#domain/command.js";
import type { RunMark } from "#domain/run.js";
import { writeBlobs } from "#journal/blobs.js";
import { layoutOf } from "#journal/layout.js";
import { hashOf } from "#journal/line.js";
import { entriesOfRun, runsIn } from "#journal/runs.js";
import { verifyJournal } from "#journal/verify.js";
import { wholeEntry } from "#journal/whole-entry.js";
import { codeOf } from "../journal/code-of.js";
import { open } from "../providers/simulator/open.js";
import { Desk } from "./desk.js";
import { FakeProvider } from "./fake-provider.js";
import { begun, loggedIn, recovered } from "./left-behind.js";
import { opened } from "./opened.js";

const ID = uuidv7();
const MOVE: RunMark = { id: ID, step: "move", item: "vm-42" };
const title = "Patch a host";

test("what is carried out in a step says so in its intent, its outcome, and what was found out of it", async () => {
  using desk = new Desk();
  const session = await opened(desk, await open("vms=20&faults=start:lost"));
  const off = session.inventory.machines.all().find(({ power, template }) => power === "off" && !template)!;
  const expression: TargetExpression = { by: "id", text: `@${off.id}`, id: off.id };
  const asked = { expression, request: { name: "StartVM" }, ask: `start @${off.id}` } as const;
  session.procedure({ OPR: "BeginRun", run: { id: ID }, title, after: { source: "procedure: 1" } });
  const run = { id: ID, step: "start", undo: true } as const;
  await session.carryOut(await session.propose([asked]), { run }, { report: () => undefined });
  session.note("beside the run");
  session.procedure({
    OPR: "EndStep",
    run,
    title,
    after: { state: "done" },
    why: "it answers",
    since: performance.now() - 1_500,
  });
  await session.logout();
  const layout = layoutOf(desk.directory);
  const entries = (await entriesOfRun(layout, ID)).map(({ entry }) => entry);
  expect(entries.map(({ phase, OPR, run: mark }) => [phase, OPR, mark])).toEqual([
    ["procedure", "BeginRun", { id: ID }],
    ["intent", "StartVM", run],
    ["outcome", "StartVM", run],
    ["recovery", "StartVM", run],
    ["procedure", "EndStep", run],
  ]);
  const [first, , , , last] = entries;
  expect(first).toMatchObject({
    TGT: { kind: "Procedure", id: ID, uuid: null, name: title },
    HST: { host: null },
    RST: { status: "OK" },
    ms: 0,
  });
  expect(last).toMatchObject({ why: "it answers", AFT: { state: "done" } });
  expect(last!.ms).toBeGreaterThanOrEqual(1_500);
  expect(Date.parse(last!.END!) - Date.parse(last!.STR)).toBe(last!.ms);
  expect(desk.entries().filter(({ OPR }) => OPR === "Note" || OPR === "Logout")).not.toContainEqual(
    expect.objectContaining({ run: expect.anything() as unknown }),
  );
  expect(await runsIn(layout)).toEqual([{ id: ID, title, begun: first!.STR, begins: [first], newest: last }]);
  expect(await verifyJournal(desk.directory)).toMatchObject({ fault: null });
  expect(await verifyJournal(desk.directory, { deep: true })).toMatchObject({ fault: null });
});

test("what a killed process left of a step is found out for that run", async () => {
  using gone = loggedIn(new Desk());
  using desk = new Desk({ beside: gone });
  const target = { kind: "VirtualMachine", id: "vm-42", uuid: null, name: "web-01" } as const;
  gone.trail.intent({ OPR: "StartVM", target, host: null, ask: "start web-01", run: MOVE });
  begun(gone);
  const [first, second] = await recovered(desk, new FakeProvider());
  expect([first?.run, second?.run]).toEqual([MOVE, undefined]);
});

test("a reason is the event's, not the session's; a change number is the session's where none is said", () => {
  using desk = new Desk({ why: "the whole shift", ticket: "CHG-1" });
  const skipped = desk.trail.procedure({ OPR: "EndStep", run: MOVE, title, why: "it is off" });
  expect(skipped).toMatchObject({ why: "it is off", ticket: "CHG-1" });
  const ended = desk.trail.procedure({ OPR: "EndRun", run: { id: ID }, title, ticket: "CHG-2" });
  expect(ended).toMatchObject({ ticket: "CHG-2" });
  expect(ended).not.toHaveProperty("why");
});

test("the text of a procedure is kept whole, however long, and read back as it was", async () => {
  using desk = new Desk();
  const { trail } = desk;
  const source = `# ${"手順".repeat(20_000)}\n`;
  const sets = JSON.stringify({
    evacuate: Array.from({ length: 900 }, (_, n) => ({ id: `vm-${n}`, name: "w" })),
  });
  const entry = trail.procedure({
    OPR: "BeginRun",
    run: { id: ID },
    title,
    after: { source, sets, steps: 900 },
  });
  expect(Object.keys(entry.blobs ?? {})).toEqual(["AFT.source"]);
  expect(entry.AFT?.source).not.toBe(source);
  const layout = layoutOf(desk.directory);
  expect(wholeEntry(layout, entry)).toEqual({ ...entry, AFT: { source, sets, steps: 900 } });
  // What fits a line stays in it, though a server's text of that length would be cut.
  const small = trail.procedure({
    OPR: "BeginRun",
    run: { id: ID },
    title,
    after: { source: "x".repeat(20_000) },
  });
  expect(wholeEntry(layout, small).AFT?.source).toBe("x".repeat(20_000));
  expect(small).not.toHaveProperty("blobs");
  expect(await verifyJournal(desk.directory)).toMatchObject({ fault: null, missing: [] });
  const blob = join(layout.blobs, entry.blobs!["AFT.source"]!);
  writeFileSync(blob, source.replace("手", "足"));
  expect(codeOf(() => wholeEntry(layout, entry))).toBe("JOURNAL_DAMAGED");
  rmSync(blob);
  expect(codeOf(() => wholeEntry(layout, entry))).toBe("JOURNAL_DAMAGED");
});

test("a blob that does not begin as the entry does is not taken for its text", () => {
  using desk = new Desk();
  const {
    id: _id,
    seq: _seq,
    prev: _prev,
    v: _v,
    ...draft
  } = desk.trail.procedure({
    OPR: "BeginRun",
    run: { id: ID },
    title,
    after: { source: "procedure: 1", steps: 3 },
  });
  const bytes = Buffer.from("something else");
  writeBlobs(desk.journal.layout, new Map([[hashOf(bytes), bytes]]));
  for (const place of ["AFT.source", "AFT.steps", "AFT.none", "phase", "USR.name"]) {
    const { entry } = desk.journal.append({ ...draft, blobs: { [place]: hashOf(bytes) } });
    expect(codeOf(() => wholeEntry(desk.journal.layout, entry))).toBe("JOURNAL_DAMAGED");
  }
});

test.each([
  ["an id that is none", { id: "run-1" }],
  ["an id of another version", { id: "0198c1de-0000-4000-8000-000000000001" }],
  ["a step with a capital", { id: ID, step: "Move" }],
  ["a step of 65 characters", { id: ID, step: "m".repeat(65) }],
  ["a step that is empty", { id: ID, step: "" }],
  ["an item that is no text", { id: ID, step: "move", item: 42 }],
  ["an undo that is false", { id: ID, step: "move", undo: false }],
  ["what the format does not have", { id: ID, turn: 1 }],
])("a line with %s in its mark is no entry", (_, run) => {
  using desk = new Desk();
  expect(() => desk.trail.procedure({ OPR: "EndRun", run: run as RunMark, title })).toThrow(
    /run is not what/,
  );
});

test("a name and an item are never cut, whatever is in them", () => {
  using desk = new Desk();
  const run = { id: ID, step: "move", item: `a"b\\${"x".repeat(5_000)}","seq":1` };
  const target = { kind: "VirtualMachine", id: "vm-42", uuid: null, name: "web-01" } as const;
  expect(desk.trail.intent({ OPR: "StartVM", target, host: null, run }).entry.run).toEqual(run);
  const long = desk.trail.procedure({ OPR: "EndRun", run, title: "t".repeat(2_000) });
  expect(long.TGT.name).toBe("t".repeat(2_000));
});
