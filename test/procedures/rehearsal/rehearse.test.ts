import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keepRehearsal } from "#procedures/rehearsal/keep-rehearsal.js";
import { rehearsalFor } from "#procedures/rehearsal/rehearsal-for.js";
import { rehearsalOf } from "#procedures/rehearsal/rehearsal-of.js";
import { fileOf, Live } from "./live.js";

const GROW = `
procedure: 1
title: Grow a machine
parameters:
  vm: { type: machine }
  memory: { type: size, default: 8GiB }
steps:
  - { id: stop, run: "stop \${vm}", estimate: 1m, after: [vm.power == off] }
  - { id: grow, run: "memory \${vm} \${memory}" }
  - { id: start, run: "start \${vm}", after: [{ check: 'vm.ip != ""', within: 5m }] }
`;

test("every step is told with its plan, what would be recorded, and how long; what is out there is as it was", async () => {
  await using live = await Live.on("vms=20");
  const before = live.session.inventory.objects();
  const rehearsal = await live.rehearse(GROW, { given: { vm: "web-01" } });
  expect(rehearsal).toMatchObject({ end: "complete", title: "Grow a machine", back: [], backOut: null });
  const told = rehearsal.steps.map(({ step, line, state, targets, undoable }) => ({
    step,
    line,
    state,
    targets,
    undoable,
  }));
  const targets = [{ id: "vm-1001", name: "web-01" }];
  expect(told).toEqual([
    { step: "stop", line: "stop @vm-1001", state: "done", targets, undoable: true },
    { step: "grow", line: "memory @vm-1001 8192MiB", state: "done", targets, undoable: true },
    { step: "start", line: "start @vm-1001", state: "done", targets, undoable: true },
  ]);
  expect(rehearsal.steps.flatMap(({ predicted }) => predicted)).toMatchObject([
    { OPR: "StopVM", status: "OK", BEF: { power: "on" }, AFT: { power: "off" } },
    { OPR: "ModifyMemory", status: "OK", BEF: { memoryMiB: 4096 }, AFT: { memoryMiB: 8192 } },
    { OPR: "StartVM", status: "OK", BEF: { power: "off" }, AFT: { power: "on" } },
  ]);
  expect(rehearsal.steps[0]?.checks).toEqual([{ expression: "vm.power == off", when: "after", value: true }]);
  expect(rehearsal.steps[0]?.estimateMs).toBe(60_000);
  expect(rehearsal.totalMs).toBeGreaterThanOrEqual(60_000);
  expect(live.session.inventory.objects()).toEqual(before);
  expect(live.reads).toEqual(["fullMachine vm-1001"]);
  // Nothing of it is in the journal until it is kept, and the copy's own is gone.
  expect(live.desk.entries().map(({ OPR }) => OPR)).toEqual(["Login", "Login", "Anchor"]);
  const thrownAway = join(live.home.directory, ".local/state/shoseki/simulator");
  expect(readdirSync(thrownAway)).toEqual([]);
});

test("what would be refused is refused, and the steps after it are not reached", async () => {
  await using live = await Live.on("vms=20", { protected: ["web-*"] });
  const rehearsal = await live.rehearse(
    `
procedure: 1
title: Decommission
parameters: { vm: { type: machine } }
on-failure: stop
steps:
  - { id: stop, run: "stop \${vm}" }
  - { id: delete, run: "delete \${vm}" }
  - { id: note, confirm: "Is it gone from the list of \${vm}?" }
`,
    { given: { vm: "web-01" } },
  );
  expect(rehearsal.end).toBe("stopped");
  const [stop, remove, note] = rehearsal.steps;
  expect(stop).toMatchObject({ state: "done", refused: null });
  expect(remove).toMatchObject({
    state: "failed",
    refused: { code: "PROTECTED" },
    predicted: [{ OPR: "DeleteVM", status: "REFUSED", code: "PROTECTED", target: { name: "web-01" } }],
  });
  expect(note).toMatchObject({ state: null, predicted: [] });
});

test("a waiting period takes no time, and is told as long as it is", async () => {
  await using live = await Live.on("vms=20");
  const rehearsal = await live.rehearse(`
procedure: 1
title: Wait
parameters: { vm: { type: machine, default: web-01 } }
steps:
  - { id: stop, run: "stop \${vm}" }
  - { id: wait, check: 'now >= done["stop"] + duration("168h")', within: 8d }
  - { id: again, run: "start \${vm}" }
  - { id: rest, check: 'now >= done["again"] + duration("24h")', within: 2d }
`);
  expect(rehearsal.end).toBe("complete");
  const [, wait, , rest] = rehearsal.steps;
  const hour = 3_600_000;
  expect(wait?.estimateMs).toBeGreaterThan(167 * hour);
  expect(wait?.estimateMs).toBeLessThan(172 * hour);
  expect(rest?.estimateMs).toBeGreaterThan(23 * hour);
  expect(rest?.estimateMs).toBeLessThan(26 * hour);
});

test("a check that does not come true stops it, after all the time that it has", async () => {
  await using live = await Live.on("vms=20");
  const rehearsal = await live.rehearse(`
procedure: 1
title: Wait for nothing
steps:
  - { id: never, check: vms.size() == 0, within: 1h }
`);
  expect(rehearsal).toMatchObject({
    end: "stopped",
    steps: [
      { step: "never", state: "failed", refused: { code: "CHECK_FAILED" }, checks: [{ value: false }] },
    ],
  });
  expect(rehearsal.steps[0]?.estimateMs).toBeGreaterThanOrEqual(3_599_000);
});

test("nobody is asked to approve, and the rehearsal says that it took that for granted", async () => {
  await using live = await Live.on("vms=20");
  const rehearsal = await live.rehearse(`
procedure: 1
title: Wipe
change: CHG\\d{7}
approval: { valid-for: 4h }
steps:
  - { id: four-eyes, approve: wipe }
  - { id: firmware, manual: Flash it. }
  - { id: wipe, run: delete web-02 }
`);
  expect(rehearsal).toMatchObject({
    end: "complete",
    warnings: [
      { kind: "APPROVAL_ASSUMED", step: null },
      { kind: "APPROVAL_ASSUMED", step: "wipe" },
      { kind: "NO_CHANGE_NUMBER", pattern: "CHG\\d{7}" },
    ],
    steps: [
      { kind: "approve", state: "done" },
      { kind: "manual", undoable: { why: "MANUAL" } },
      { state: "done", undoable: { why: "IMPOSSIBLE", operation: "DeleteVM", because: "LOST" } },
    ],
  });
});

test("nor is anybody asked to approve for each item of a loop", async () => {
  await using live = await Live.on("vms=20");
  const rehearsal = await live.rehearse(`
procedure: 1
title: Keep some
steps:
  - id: each
    for-each: name
    in: '["web-02", "web-04"]'
    steps:
      - { id: four-eyes, approve: wipe }
      - { id: wipe, run: "snapshot create \${name} before" }
`);
  expect(rehearsal).toMatchObject({
    end: "complete",
    warnings: [{ kind: "APPROVAL_ASSUMED", step: "wipe" }],
    steps: [
      { step: "four-eyes", item: "web-02", kind: "approve", state: "done" },
      { step: "wipe", item: "web-02", state: "done" },
      { step: "four-eyes", item: "web-04", kind: "approve", state: "done" },
      { step: "wipe", item: "web-04", state: "done" },
    ],
  });
});

test("what was not reached is no part of how long it takes", async () => {
  await using live = await Live.on("vms=20");
  const rehearsal = await live.rehearse(`
procedure: 1
title: Stops
on-failure: stop
steps:
  - { id: first, run: stop web-01, estimate: 2m }
  - { id: again, run: stop web-01, estimate: 3m }
  - { id: last, run: start web-01, estimate: 1h }
`);
  expect(rehearsal.steps.map(({ state }) => state)).toEqual(["done", "failed", null]);
  expect(rehearsal.totalMs).toBe(5 * 60_000);
});

test("the way back is rehearsed where the operator asks for it, in reverse order", async () => {
  await using live = await Live.on("vms=20");
  const rehearsal = await live.rehearse(GROW, { given: { vm: "web-01" }, backOut: true });
  expect(rehearsal).toMatchObject({ end: "complete", backOut: "rolled-back" });
  const back = rehearsal.back.map(({ step, state, predicted }) => [
    step,
    state,
    predicted.map(({ OPR }) => OPR),
  ]);
  expect(back).toEqual([
    ["start", "undone", ["StopVM"]],
    ["grow", "undone", ["ModifyMemory"]],
    ["stop", "undone", ["StartVM"]],
  ]);
});

test("a right that the login lacks is lacking in the rehearsal", async () => {
  await using live = await Live.on("vms=20&rights=-StopVM");
  const rehearsal = await live.rehearse(GROW, { given: { vm: "web-01" } });
  expect(rehearsal).toMatchObject({
    end: "stopped",
    steps: [
      { state: "failed", predicted: [{ OPR: "StopVM", status: "NG" }] },
      { state: null },
      { state: null },
    ],
  });
});

test("a machine that cannot be read is as its row says, and the rehearsal says which", async () => {
  await using live = await Live.on("vms=20&faults=read:refuse@1");
  const rehearsal = await live.rehearse(GROW, { given: { vm: "web-01" } });
  expect(rehearsal.warnings).toEqual([
    { kind: "UNREAD", id: "vm-1001", name: "web-01", code: "SERVER_FAULT" },
  ]);
  expect(rehearsal.end).toBe("complete");
});

test("a host that machines run on does not get into maintenance, and is not waited for", async () => {
  await using live = await Live.on("vms=20");
  const rehearsal = await live.rehearse(`
procedure: 1
title: Patch
steps:
  - { id: enter, run: host maintenance enter esx-01.tyo.example }
`);
  expect(rehearsal).toMatchObject({
    end: "stopped",
    steps: [{ predicted: [{ OPR: "EnterMaintenance", status: "NG" }] }],
  });
});

test("nothing is changed by a profile's read-only session, nor in its rehearsal; an operator's own wish is no reason", async () => {
  const states = async (readOnly: "profile" | "option") => {
    await using live = await Live.on("vms=20", { readOnly });
    const { steps } = await live.rehearse(GROW, { given: { vm: "web-01" } });
    return steps.map(({ state, refused }) => [state, refused?.code]);
  };
  await expect(states("profile")).rejects.toMatchObject({ code: "READ_ONLY" });
  expect((await states("option"))[0]).toEqual(["done", undefined]);
});

test("where a failure rolls back, the way back is rehearsed", async () => {
  await using live = await Live.on("vms=20");
  const text = GROW.replace("steps:", "on-failure: rollback\nsteps:").replace(
    'vm.ip != ""',
    "vm.power == suspended",
  );
  const rehearsal = await live.rehearse(text, { given: { vm: "web-01" } });
  expect(rehearsal).toMatchObject({ end: "rolled-back", backOut: null });
  expect(rehearsal.steps.at(-1)).toMatchObject({
    step: "start",
    state: "failed",
    refused: { code: "CHECK_FAILED" },
  });
  expect(rehearsal.back.map(({ step, state }) => `${step} ${state}`)).toEqual([
    "start undone",
    "grow undone",
    "stop undone",
  ]);
});

test("an operator who stops it has no rehearsal, and nothing is left of it", async () => {
  await using live = await Live.on("vms=20");
  const stop = new AbortController();
  const onTurn = () => stop.abort();
  const stopped = live.rehearse(GROW, { given: { vm: "web-01" }, onTurn, stopping: stop.signal });
  await expect(stopped).rejects.toMatchObject({ code: "STOPPED_BY_OPERATOR" });
  expect(readdirSync(join(live.home.directory, ".local/state/shoseki/simulator"))).toEqual([]);
});

test("it is kept in the journal, and found again by its file and parameters, the newest first", async () => {
  await using live = await Live.on("vms=20");
  const { session, desk } = live;
  const rehearsal = await live.rehearse(GROW, { given: { vm: "web-01" } });
  keepRehearsal(session, rehearsal, {});
  const newest = keepRehearsal(session, rehearsal, { ticket: "CHG0001" });
  expect(newest).toMatchObject({
    phase: "procedure",
    OPR: "Rehearse",
    RST: { status: "OK" },
    ticket: "CHG0001",
  });
  keepRehearsal(session, await live.rehearse(GROW, { given: { vm: "web-03" } }), {});
  const { endpoint, procedure, parameters } = rehearsal;
  const sought = { procedure, parameters: JSON.stringify(parameters), endpoint };
  const found = await rehearsalOf(desk.journal.layout, sought);
  expect(found?.entry.id).toBe(newest.id);
  expect(found?.rehearsal).toEqual(rehearsal);
  const file = await fileOf(GROW);
  const before = await rehearsalFor(desk.journal.layout, { file, given: { vm: "@vm-1001" }, session });
  expect(before?.entry.id).toBe(newest.id);
  const another = { file, given: { vm: "web-01", memory: "16GiB" }, session };
  expect(await rehearsalFor(desk.journal.layout, another)).toBeNull();
  expect(await rehearsalOf(desk.journal.layout, { ...sought, procedure: "0".repeat(64) })).toBeNull();
  expect(await rehearsalOf(desk.journal.layout, { ...sought, endpoint: "sim:" })).toBeNull();
});
