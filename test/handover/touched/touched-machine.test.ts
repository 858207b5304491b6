import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Facts, Result, Target } from "#domain/entry.js";
import { keepCapsule, keptPath } from "#handover/capsule/kept-capsules.js";
import { replayWords } from "#handover/touched/touch-cells.js";
import { touchedMachine, type Wanted } from "#handover/touched/touched-machine.js";
import { Desk } from "../../session/desk.js";
import { shiftAt } from "../capsule/a-shift.js";

const OK: Result = { status: "OK" };

interface Deed {
  readonly before?: Facts;
  readonly after?: Facts;
  readonly result?: Result;
}

function machine(id: string, name: string, uuid: string | null = null): Target {
  return { kind: "VirtualMachine", id, uuid, name };
}

function operate({ trail }: Desk, OPR: string, target: Target, deed: Deed = {}): void {
  const { before = {}, after = {}, result = OK } = deed;
  trail.outcome(trail.intent({ OPR, target, host: null, before }), { before, after, result });
}

/** What is told of a machine: the operations with their targets, by the index and without it the same. */
async function told({ journal }: Desk, name: string, wanted: Wanted = {}): Promise<string[]> {
  const said = async (options: Parameters<typeof touchedMachine>[3]) => {
    const { touches } = await touchedMachine(journal.layout, name, wanted, options);
    return touches.map(({ standing: { last } }) => {
      return `${last.OPR} ${last.TGT.name} ${last.phase === "intent" ? "open" : last.RST?.status}`;
    });
  };
  const plain = await said({ index: false });
  expect(await said({ worthBytes: 1 })).toEqual(plain);
  return plain;
}

test("a machine is found by its name, its id, its UUID and a pattern, and nothing else is", async () => {
  using desk = new Desk();
  const uuid = "50112233-4455-6677-8899-aabbccddeeff";
  operate(desk, "StopVM", machine("vm-1", "web-01", uuid));
  operate(desk, "StopVM", machine("vm-2", "db-01"), { result: { status: "NG", code: "SERVER_FAULT" } });
  desk.trail.note("web-01 was slow");
  for (const name of ["web-01", "@vm-1", uuid.toUpperCase(), "web-*"])
    expect(await told(desk, name)).toEqual(["StopVM web-01 OK"]);
  expect(await told(desk, "*-01")).toEqual(["StopVM web-01 OK", "StopVM db-01 NG"]);
  expect(await told(desk, "app-01")).toEqual([]);
});

test("what was renamed is found under all its names, before and after", async () => {
  using desk = new Desk();
  operate(desk, "StartVM", machine("vm-1", "old"));
  operate(desk, "RenameVM", machine("vm-1", "old"), { before: { name: "old" }, after: { name: "new" } });
  const all = ["StartVM old OK", "RenameVM old OK"];
  expect(await told(desk, "new")).toEqual(all);
  operate(desk, "StopVM", machine("vm-1", "new"));
  operate(desk, "StopVM", machine("vm-7", "newer"));
  expect(await told(desk, "old")).toEqual([...all, "StopVM new OK"]);
  expect(await told(desk, "new")).toEqual([...all, "StopVM new OK"]);
});

test("the same id at another endpoint is another machine", async () => {
  using desk = new Desk();
  using other = new Desk({ beside: desk, endpoint: "vsphere://vc2.example" });
  operate(desk, "StartVM", machine("vm-1", "web-01"));
  operate(other, "StopVM", machine("vm-1", "db-01"));
  expect(await told(desk, "web-01")).toEqual(["StartVM web-01 OK"]);
});

test("a clone is told of by what it was made from, and of its source what was made of it", async () => {
  using desk = new Desk();
  const after = { clone: "web-02", cloneId: "vm-9", cloneUuid: null };
  operate(desk, "CloneVM", machine("vm-1", "web-01"), { after });
  operate(desk, "StartVM", machine("vm-9", "web-02"));
  expect(await told(desk, "web-02")).toEqual(["CloneVM web-01 OK", "StartVM web-02 OK"]);
  expect(await told(desk, "@vm-9")).toEqual(["CloneVM web-01 OK", "StartVM web-02 OK"]);
  expect(await told(desk, "web-01")).toEqual(["CloneVM web-01 OK"]);
});

test("only what was begun in a span is told, and a name from before it still counts", async () => {
  using desk = new Desk();
  operate(desk, "RenameVM", machine("vm-1", "old"), { after: { name: "new" } });
  const [renamed] = desk.entries();
  const later = Date.parse(renamed!.STR) + 1;
  while (Date.now() < later) await new Promise((resolve) => setImmediate(resolve));
  operate(desk, "StopVM", machine("vm-1", "new"));
  expect(await told(desk, "old", { since: later })).toEqual(["StopVM new OK"]);
  expect(await told(desk, "old", { until: later })).toEqual(["RenameVM old OK"]);
});

test("what is under way has no result, and what was found out later is what is told", async () => {
  using desk = new Desk();
  using next = new Desk({ beside: desk });
  const lost = desk.trail.intent({ OPR: "StopVM", target: machine("vm-1", "web-01"), host: null });
  desk.trail.outcome(lost, { before: {}, after: {}, result: { status: "UNKNOWN" } });
  desk.trail.intent({ OPR: "StartVM", target: machine("vm-1", "web-01"), host: null });
  expect(await told(desk, "web-01")).toEqual(["StopVM web-01 UNKNOWN", "StartVM web-01 open"]);
  next.trail.recovery(lost.entry, { before: {}, after: {}, result: OK });
  expect(await told(desk, "web-01")).toEqual(["StopVM web-01 OK", "StartVM web-01 open"]);
  // Whoever has found it out has not done it.
  const { touches } = await touchedMachine(desk.journal.layout, "web-01");
  expect(touches[0]?.standing.intent?.USR.session).toBe(desk.session);
});

test("shifts that were taken over are searched too, and where to watch them is said", async () => {
  using alice = new Desk();
  using bob = new Desk({ os: "tester2" });
  const { bytes, packed, recording } = await shiftAt(alice);
  const capsule = keepCapsule(bob.journal.layout, bytes);
  bob.trail.handover({
    OPR: "AcceptHandover",
    target: { id: packed.handover.id, name: "" },
    after: { capsule },
  });
  operate(bob, "StopVM", machine("vm-42", "web-01"));
  expect(await told(bob, "web-01")).toEqual(["StartVM web-01 OK", "StopVM web-01 OK"]);
  const { touches, unread } = await touchedMachine(bob.journal.layout, "web-01");
  expect(unread).toEqual([]);
  expect(touches.map(({ isOwn }) => isOwn)).toEqual([false, true]);
  expect(touches[0]?.journal).toBe(packed.handover.journal.origin);
  const { seen } = touches[0]!;
  expect(seen?.phase).toBe("intent");
  expect(replayWords(touches[0]!)).toEqual({ word: recording.file, at: `#${seen?.seq}` });
  expect(replayWords(touches[1]!)).toBeNull();
  // At home it is an entry of one's own journal.
  const [own] = (await touchedMachine(alice.journal.layout, "web-01")).touches;
  expect(replayWords(own!)).toEqual({ word: String(seen?.seq), at: null });

  const path = keptPath(bob.journal.layout, capsule);
  writeFileSync(path, readFileSync(path).subarray(0, -1_024));
  const damaged = await touchedMachine(bob.journal.layout, "web-01");
  expect(damaged.unread.map(({ file }) => file)).toEqual([`handovers/${capsule}.tar`]);
  expect(damaged.touches).toHaveLength(1);
});

test("what was moved to another endpoint is found there under whatever name it has then, and the move at both", async () => {
  using desk = new Desk({ endpoint: "qemu+tls://kvm-a/system" });
  using other = new Desk({ beside: desk, endpoint: "qemu+tls://kvm-b/system" });
  const uuid = "6695eb01-f6a4-8304-79aa-97f2502e193f";
  const [web, app] = [machine(uuid, "web", uuid), machine(uuid, "app", uuid)];
  const [from, endpoint] = ["qemu+tls://kvm-a/system", "qemu+tls://kvm-b/system"];
  operate(desk, "StartVM", web);
  // Renamed by somebody else.
  operate(desk, "MoveVM", app, { before: { endpoint: from }, after: { name: "app", endpoint } });
  operate(other, "StopVM", app);
  operate(other, "RenameVM", app, { before: { name: "app" }, after: { name: "shop" } });
  // A machine of that id that was never here.
  operate(other, "StopVM", machine("another", "db"));
  const there = ["StopVM app OK", "RenameVM app OK"];
  for (const name of ["web", "app", "shop", uuid])
    expect(await told(desk, name)).toEqual(["StartVM web OK", "MoveVM app OK", ...there]);
  expect(await told(desk, "web", { endpoint })).toEqual(["MoveVM app OK", ...there]);
  expect(await told(desk, "web", { endpoint: from })).toEqual(["StartVM web OK", "MoveVM app OK"]);
});

test("a move of which nobody knows what became of it is told of where it was to go", async () => {
  using desk = new Desk({ endpoint: "qemu+tls://kvm-a/system" });
  const [from, endpoint] = ["qemu+tls://kvm-a/system", "qemu+tls://kvm-b/system"];
  const { trail } = desk;
  const chosen = { from, endpoint };
  trail.intent({ OPR: "MoveVM", target: machine("u1", "web"), host: null, chosen });
  expect(await told(desk, "web", { endpoint })).toEqual(["MoveVM web open"]);
});
