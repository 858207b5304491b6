import { describe, expect, test } from "vitest";
import type { OperationRequest } from "#domain/command.js";
import type { Entry } from "#domain/entry.js";
import type { OperationName } from "#domain/operation-name.js";
import type { UndoImpossible } from "#domain/undo-impossible.js";
import { parse } from "#language/parse.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { asLeft } from "#operations/as-left.js";
import { type Undoing, undoOf } from "#operations/undo.js";
import { named, type Recorded, Simulated } from "./simulated.js";

/** One operation on a fresh world, what undoes it, and what a colleague does in between. */
interface Story {
  /** The name of what it is done to; of what is made, for CreateVM. */
  readonly on: string;
  readonly before?: readonly OperationRequest[];
  readonly request: OperationRequest;
  /** The line that undoes it; `ID` stands for the id of what it is done to. */
  readonly line: string;
  /** The name of what is undone, where that is another. */
  readonly undone?: string;
  /** What somebody else does to it, and the first thing in which it is then not as it was left. */
  readonly meanwhile: readonly (readonly [OperationRequest, what: string])[];
}

const HOST = "esx-02.tyo.example";
const create: OperationRequest = {
  name: "CreateVM",
  ...{ newName: "new-01", cpus: 2, memoryMiB: 2048, diskMiB: 4096 },
  ...{ host: null, datastore: null, network: null, folder: named("Staging"), guest: null },
};
const clone = (on: boolean): OperationRequest => {
  return { name: "CloneVM", newName: "twin 01", host: named(HOST), datastore: null, on };
};
const snapshot = (name: string): OperationRequest => ({ name: "CreateSnapshot", snapshot: name });

/** What somebody may do to a machine that was made for another purpose than deleting it. */
const TAKEN_INTO_USE: Story["meanwhile"] = [
  [{ name: "RenameVM", newName: "mine" }, "name"],
  [{ name: "StartVM" }, "power"],
  [{ name: "ModifyCPU", cpus: 4 }, "cpus"],
  [{ name: "ModifyMemory", memoryMiB: 8192 }, "memoryMiB"],
  [{ name: "ModifyDisk", sizeMiB: 1024, disk: { of: "new" } }, "diskMiB"],
  [{ name: "MoveVM", host: null, datastore: named("nfs-iso"), folder: null }, "datastore"],
  [{ name: "MoveVM", host: null, datastore: null, folder: named("Infra") }, "folder"],
  [snapshot("kept"), "snapshots"],
];

type Beginning = readonly [Omit<Story, "line" | "meanwhile">, UndoImpossible];

/** Of every operation: a story, or a story's beginning and why it does not go on. */
const STORIES: Readonly<Record<OperationName, Story | Beginning>> = {
  CreateVM: { on: "new-01", request: create, line: "delete @ID", meanwhile: TAKEN_INTO_USE },
  RenameVM: {
    on: "web-01",
    request: { name: "RenameVM", newName: "front" },
    line: "rename @ID web-01",
    undone: "front",
    meanwhile: [[{ name: "RenameVM", newName: "back" }, "name"]],
  },
  ModifyCPU: {
    on: "web-02",
    request: { name: "ModifyCPU", cpus: 4 },
    line: "cpu @ID 2",
    meanwhile: [
      [{ name: "ModifyCPU", cpus: 8 }, "cpus"],
      [{ name: "RenameVM", newName: "other" }, "name"],
    ],
  },
  ModifyMemory: {
    on: "web-02",
    request: { name: "ModifyMemory", memoryMiB: 8192 },
    line: "memory @ID 4096MiB",
    meanwhile: [[{ name: "ModifyMemory", memoryMiB: 1024 }, "memoryMiB"]],
  },
  ModifyDisk: [
    { on: "web-02", request: { name: "ModifyDisk", sizeMiB: 65_536, disk: { of: "only" } } },
    "NOT_FROM_HERE",
  ],
  MoveVM: {
    on: "web-01",
    request: {
      name: "MoveVM",
      ...{ host: named(HOST), datastore: named("tyo-vmfs-02"), folder: named("/Tokyo/vm/Staging") },
    },
    line: "move @ID --host esx-01.tyo.example --datastore tyo-vmfs-01 --folder /Tokyo/vm/Production",
    meanwhile: [
      [{ name: "MoveVM", host: named("esx-01.tyo.example"), datastore: null, folder: null }, "host"],
      [{ name: "MoveVM", host: null, datastore: null, folder: named("Infra") }, "folder"],
    ],
  },
  CloneVM: {
    on: "web-01",
    request: clone(false),
    line: "delete @ID",
    undone: "twin 01",
    meanwhile: TAKEN_INTO_USE,
  },
  DeleteVM: [{ on: "web-02", request: { name: "DeleteVM" } }, "LOST"],
  StartVM: {
    on: "web-02",
    request: { name: "StartVM" },
    line: "stop @ID",
    meanwhile: [
      [{ name: "StopVM" }, "power"],
      [{ name: "SuspendVM" }, "power"],
    ],
  },
  StopVM: {
    on: "web-01",
    request: { name: "StopVM" },
    line: "start @ID",
    meanwhile: [[{ name: "StartVM" }, "power"]],
  },
  ShutdownHost: [
    { on: HOST, before: [{ name: "EnterMaintenance" }], request: { name: "ShutdownHost" } },
    "NOT_FROM_HERE",
  ],
  ResetVM: [{ on: "web-01", request: { name: "ResetVM" } }, "NOTHING_TO_UNDO"],
  SuspendVM: {
    on: "web-01",
    request: { name: "SuspendVM" },
    line: "start @ID",
    meanwhile: [[{ name: "StartVM" }, "power"]],
  },
  ShutdownGuest: {
    on: "web-01",
    request: { name: "ShutdownGuest" },
    line: "start @ID",
    meanwhile: [[{ name: "StartVM" }, "power"]],
  },
  RebootGuest: [{ on: "web-01", request: { name: "RebootGuest" } }, "NOTHING_TO_UNDO"],
  CreateSnapshot: {
    on: "web-01",
    request: snapshot("it's"),
    line: 'snapshot remove @ID "it\'s"',
    meanwhile: [
      [snapshot("on top"), "snapshots"],
      [{ name: "RemoveSnapshot", snapshot: null }, "snapshots"],
    ],
  },
  RevertSnapshot: [{ on: "db-01", request: { name: "RevertSnapshot", snapshot: null } }, "LOST"],
  RemoveSnapshot: [{ on: "db-01", request: { name: "RemoveSnapshot", snapshot: null } }, "LOST"],
  RebootHost: [
    { on: HOST, before: [{ name: "EnterMaintenance" }], request: { name: "RebootHost" } },
    "NOTHING_TO_UNDO",
  ],
  EnterMaintenance: {
    on: HOST,
    request: { name: "EnterMaintenance" },
    line: "host maintenance exit @ID",
    meanwhile: [[{ name: "ExitMaintenance" }, "maintenance"]],
  },
  ExitMaintenance: {
    on: HOST,
    before: [{ name: "EnterMaintenance" }],
    request: { name: "ExitMaintenance" },
    line: "host maintenance enter @ID",
    meanwhile: [[{ name: "EnterMaintenance" }, "maintenance"]],
  },
};

function isBeginning(story: Story | Beginning): story is Beginning {
  return Array.isArray(story);
}

const stories = Object.values(STORIES);
const UNDONE = stories.flatMap((story) => (isBeginning(story) ? [] : [story]));
const NOT_UNDONE = stories.flatMap((each) => (isBeginning(each) ? [{ story: each[0], why: each[1] }] : []));

async function told(at: Simulated, { on, before = [], request }: Omit<Story, "line" | "meanwhile">) {
  for (const each of before) await at.has(each, on);
  return await at.has(request, on);
}

/** The undo of what was recorded; that there is none fails the test. */
function undoing({ outcome, intent }: Pick<Recorded, "outcome" | "intent">): Undoing {
  const undo = undoOf(outcome, intent);
  if ("why" in undo) throw new Error(`no undo: ${undo.why}`);
  return undo;
}

/** Plans an undo, as the session does: what has changed since is a refusal. */
async function planned(at: Simulated, { request, target, line, expects }: Undoing) {
  const plan = await at.plan(request, target, line);
  return { plan, problem: asLeft(expects, plan.prepared!.before) };
}

test.each(UNDONE)("$request.name of $on is undone by: $line", async (story) => {
  using at = await Simulated.open("vms=5");
  const first = await told(at, story);
  const undo = undoing(first);
  expect(undo.line).toBe(story.line.replace("ID", at.id(story.undone ?? story.on)));
  expect(parse(undo.line)).toEqual({
    kind: "operation",
    request: undo.request,
    target: { by: "id", text: `@${undo.target}`, id: undo.target },
  });

  const { plan, problem } = await planned(at, undo);
  expect(problem).toBeNull();
  expect(plan.refusal).toBeNull();
  const { outcome } = await at.does(undo.request, undo.target, undo.line);
  expect(outcome.RST).toEqual({ status: "OK" });
  // Of what was made nothing is left.
  expect(outcome.AFT).toEqual(story.line.startsWith("delete") ? {} : first.intent.BEF);
});

describe("what somebody else has done since is not taken back", () => {
  const cases = UNDONE.flatMap((story) => story.meanwhile.map(([then, what]) => ({ story, then, what })));
  test.each(cases)("$story.request.name, then $then: $what", async ({ story, then, what }) => {
    using at = await Simulated.open("vms=5");
    const undo = undoing(await told(at, story));
    using colleague = await at.colleague();
    await colleague.has(then, story.undone ?? story.on);

    const { problem } = await planned(at, undo);
    expect(problem).toMatchObject({ code: "TARGET_NOT_AS_LEFT", facts: { what } });
    if (problem?.code !== "TARGET_NOT_AS_LEFT") return;
    expect(problem.facts.left).toBe(undo.expects[what]);
    expect(problem.facts.now).not.toBe(problem.facts.left);
  });
});

test.each(NOT_UNDONE)("$story.request.name is not undone: $why", async ({ story, why }) => {
  using at = await Simulated.open("vms=5");
  const { outcome, intent } = await told(at, story);
  expect(undoOf(outcome, intent)).toEqual({ why });
});

test("help says the same of every operation", () => {
  for (const [name, story] of Object.entries(STORIES)) {
    const operation = name as OperationName;
    expect(/^(Cannot be undone|Nothing to undo)/.test(en.help.undo[operation]), name).toBe(
      isBeginning(story),
    );
    expect(/元に戻せない。|元に戻す状態はない。/.test(ja.help.undo[operation]), name).toBe(
      isBeginning(story),
    );
  }
});

test("a machine that was suspended before it was started is suspended again, and not stopped", async () => {
  using at = await Simulated.open("vms=5");
  await at.has({ name: "SuspendVM" }, "web-01");
  const undo = undoing(await at.has({ name: "StartVM" }, "web-01"));
  expect(undo.line).toBe(`suspend @${at.id("web-01")}`);
  const { outcome } = await at.does(undo.request, undo.target, undo.line);
  expect(outcome).toMatchObject({ RST: { status: "OK" }, AFT: { power: "suspended" } });
});

test("a machine that was suspended and is off has lost what it would go back to", async () => {
  using at = await Simulated.open("vms=5");
  const { outcome, intent } = await at.has({ name: "StopVM" }, "web-01");
  expect(undoOf({ ...outcome, BEF: { name: "web-01", power: "suspended" } }, intent)).toEqual({
    why: "LOST",
  });
});

test("a clone that was left running has to be stopped before it is deleted, and then is", async () => {
  using at = await Simulated.open("vms=5");
  const undo = undoing(await at.has(clone(true), "web-01"));
  const running = await planned(at, undo);
  expect(running.problem).toBeNull();
  expect(running.plan.refusal).toMatchObject({ code: "POWER_STATE" });
  await at.has({ name: "StopVM" }, "twin 01");
  const { problem } = await planned(at, undo);
  expect(problem).toBeNull();
  expect((await at.does(undo.request, undo.target, undo.line)).outcome.RST).toEqual({ status: "OK" });
  expect(at.inventory.machines.named("twin 01")).toEqual([]);
  expect(at.inventory.machines.named("web-01")).toHaveLength(1);
});

test("of two snapshots of one name neither is taken for the one that was made", async () => {
  using at = await Simulated.open("vms=5");
  await at.has(snapshot("before"), "web-01");
  const undo = undoing(await at.has(snapshot("before"), "web-01"));
  const { plan } = await planned(at, undo);
  expect(plan.refusal).toMatchObject({ code: "SNAPSHOT_NOT_ONE" });
});

test("a snapshot that got the time as its name is found by it, which only the intent has for certain", async () => {
  using at = await Simulated.open("vms=5");
  const { outcome, intent } = await at.has({ name: "CreateSnapshot", snapshot: null }, "web-01");
  const undo = undoing({ outcome, intent });
  expect(undo.line).toBe(`snapshot remove @${at.id("web-01")} '${intent.chosen?.snapshot}'`);
  expect(undoOf(outcome, null)).toEqual({ why: "NOT_RECORDED" });
});

test("only what was moved is moved back, and a cluster may have moved the rest", async () => {
  using at = await Simulated.open("vms=5");
  const into = { name: "MoveVM", host: null, datastore: null, folder: named("Staging") } as const;
  const undo = undoing(await at.has(into, "web-01"));
  expect(undo.line).toBe(`move @${at.id("web-01")} --folder /Tokyo/vm/Production`);
  using cluster = await at.colleague();
  await cluster.has({ name: "MoveVM", host: named(HOST), datastore: null, folder: null }, "web-01");
  expect((await planned(at, undo)).problem).toBeNull();
});

describe("names that mean something to a command line come back as they were", () => {
  test.each([
    "Web server 2",
    "it's",
    `"'\\`,
    "@vm-42",
    "--host",
    "-",
    "web-*",
    "[a-c]",
    "#1",
    "会計-02",
    "a　b",
  ])("%s", async (name) => {
    using at = await Simulated.open("vms=5");
    await at.has({ name: "RenameVM", newName: name }, "web-01");
    const undo = undoing(await at.has({ name: "RenameVM", newName: "plain" }, name));
    expect(parse(undo.line)).toMatchObject({ request: { name: "RenameVM", newName: name } });
    const { outcome } = await at.does(undo.request, undo.target, undo.line);
    expect(outcome).toMatchObject({ RST: { status: "OK" }, AFT: { name } });
  });

  test("places and ids too", () => {
    const places = { host: "esx 1", datastore: "@ds's", folder: "/DC 0/vm/a*b" };
    const left = { host: "esx-2", datastore: "ds-2", folder: "/DC 0/vm" };
    const undo = undoOf(entryOf("MoveVM", { id: "4 2", BEF: places, AFT: left }), null);
    if ("why" in undo) throw new Error(undo.why);
    expect(undo.line).toBe(`move @'4 2' --host 'esx 1' --datastore "@ds's" --folder '/DC 0/vm/a*b'`);
    expect(parse(undo.line)).toMatchObject({ request: undo.request, target: { by: "id", id: "4 2" } });
  });
});

test("what has gone to another endpoint is asked there to come back, by the host's name alone", () => {
  const at = { name: "web-01", power: "on", folder: "/" };
  const was = { ...at, endpoint: "qemu+ssh://kvm-a/system", host: "kvm-a", datastore: "images" };
  const left = { ...at, endpoint: "qemu+ssh://kvm-b/system", host: "kvm-b", datastore: "default" };
  expect(undoOf(entryOf("MoveVM", { id: "4d", BEF: was, AFT: left }), null)).toEqual({
    request: {
      name: "MoveVM",
      host: { by: "name", text: "kvm-a", glob: false },
      datastore: null,
      folder: null,
      endpoint: "qemu+ssh://kvm-a/system",
    },
    target: "4d",
    line: "move @4d --host kvm-a",
    expects: { name: "web-01", endpoint: "qemu+ssh://kvm-b/system", host: "kvm-b" },
    at: "qemu+ssh://kvm-b/system",
  });
  // A machine that AFT does not say the place of is nowhere to be fetched from.
  expect(undoOf(entryOf("MoveVM", { id: "4d", BEF: was, AFT: {} }), null)).toEqual({ why: "NOT_RECORDED" });
});

/** An entry that is OK and says what a test is about. */
function entryOf(
  OPR: string,
  { id, ...rest }: Partial<Omit<Entry, "id">> & { readonly id: string | null },
): Entry {
  const TGT = { kind: "VirtualMachine", id, uuid: null, name: "web-01" } as const;
  const RST = { status: "OK" } as const;
  return { phase: "outcome", OPR, TGT, RST, ...rest } as Entry;
}

const WAS_ON = { name: "web-01", power: "on" };
const IS_OFF = { name: "web-01", power: "off" };
const stopped = { id: "vm-42", BEF: WAS_ON, AFT: IS_OFF };
const snapped = { id: "vm-42", BEF: { snapshots: 0, snapshot: null } };

test.each<[string, Entry, UndoImpossible]>([
  ["a Login", entryOf("Login", { id: null }), "NO_OPERATION"],
  ["a torn tail that was found", entryOf("Recover", { id: null, phase: "recovery" }), "NO_OPERATION"],
  [
    "what is no operation but a property of every object",
    entryOf("constructor", { id: null }),
    "NO_OPERATION",
  ],
  ["an intent", entryOf("StopVM", { ...stopped, phase: "intent" }), "NO_OUTCOME"],
  ["a refusal", entryOf("StopVM", { ...stopped, RST: { status: "REFUSED" } }), "NOT_DONE"],
  ["a failure", entryOf("StopVM", { ...stopped, RST: { status: "NG" } }), "NOT_DONE"],
  ["a deletion that failed", entryOf("DeleteVM", { id: "vm-42", RST: { status: "NG" } }), "NOT_DONE"],
  ["an unknown outcome", entryOf("StopVM", { ...stopped, RST: { status: "UNKNOWN" } }), "OUTCOME_UNKNOWN"],
  ["what does not show", entryOf("StopVM", { ...stopped, AFT: WAS_ON }), "NOTHING_CHANGED"],
  [
    "a move that went nowhere",
    entryOf("MoveVM", { id: "vm-42", BEF: { host: "a" }, AFT: { host: "a" } }),
    "NOTHING_CHANGED",
  ],
  ["what was not read back", entryOf("StopVM", { ...stopped, AFT: {} }), "NOT_RECORDED"],
  [
    "a move that was not read back",
    entryOf("MoveVM", { id: "vm-42", BEF: { host: "a" }, AFT: {} }),
    "NOT_RECORDED",
  ],
  [
    "hardware that the platform had not shown",
    entryOf("ModifyCPU", { id: "vm-42", BEF: { cpus: null }, AFT: { cpus: 2 } }),
    "NOT_RECORDED",
  ],
  ["a snapshot that was not read back", entryOf("CreateSnapshot", { ...snapped, AFT: {} }), "NOT_RECORDED"],
  [
    "a snapshot that does not show",
    entryOf("CreateSnapshot", { ...snapped, AFT: { snapshots: 0, snapshot: "old" } }),
    "NOTHING_CHANGED",
  ],
  ["a machine without an id", entryOf("CreateVM", { id: null, AFT: { name: "new" } }), "NO_ID"],
  ["a clone that nobody has seen", entryOf("CloneVM", { id: "vm-42", AFT: {} }), "NO_ID"],
  ["a target without an id", entryOf("StopVM", { ...stopped, id: null }), "NO_ID"],
  [
    "a name that no line can hold",
    entryOf("RenameVM", { id: "vm-42", BEF: { name: "a\u0007" }, AFT: { name: "a" } }),
    "UNWRITABLE",
  ],
])("%s: nothing is undone", (_what, entry, why) => {
  expect(undoOf(entry, { ...entry, phase: "intent", chosen: { snapshot: "mine" } })).toEqual({ why });
});

test("what a recovery has found to be done is undone as an outcome is", () => {
  const undo = undoOf(entryOf("StopVM", { ...stopped, phase: "recovery" }), null);
  expect(undo).toEqual({
    ...{ request: { name: "StartVM" }, target: "vm-42", line: "start @vm-42" },
    expects: IS_OFF,
  });
});

test("the snapshot is the one that was asked for, whatever stands on top of it", () => {
  const AFT = { name: "web-01", snapshots: 2, snapshot: "somebody's" };
  const outcome = entryOf("CreateSnapshot", { ...snapped, AFT });
  const intent = entryOf("CreateSnapshot", { ...snapped, phase: "intent", chosen: { snapshot: "mine" } });
  expect(undoOf(outcome, intent)).toMatchObject({
    request: { name: "RemoveSnapshot", snapshot: "mine" },
    expects: { snapshots: 2, snapshot: "mine" },
  });
});

test("what is expected and not read is not taken for the same", () => {
  expect(asLeft({ name: "a", power: "on" }, { name: "a" })).toEqual({
    code: "TARGET_NOT_AS_LEFT",
    facts: { name: "a", what: "power", left: "on", now: null },
  });
  expect(asLeft({}, { name: "a" })).toBeNull();
});

test("what was changed for the next start alone is put back for it, and only while it still stands so", () => {
  const entry = entryOf("ModifyCPU", {
    id: "vm-42",
    BEF: { name: "web", cpus: 3, nextBootCpus: 3 },
    AFT: { name: "web", cpus: 3, nextBootCpus: 1 },
  });
  const undo = undoOf(entry, null);
  expect(undo).toMatchObject({ line: "cpu @vm-42 3", expects: { name: "web", nextBootCpus: 1 } });
  // Somebody has started it anew since.
  const { expects } = undo as Undoing;
  expect(asLeft(expects, { name: "web", cpus: 1 })).toMatchObject({
    code: "TARGET_NOT_AS_LEFT",
    facts: { what: "nextBootCpus", left: 1, now: null },
  });
});

test("what changed both what runs and what waited for the next start is brought back by no one operation", () => {
  const was = { name: "web-01", cpus: 1, nextBootCpus: 4 };
  const both = entryOf("ModifyCPU", { id: "4d", BEF: was, AFT: { ...was, cpus: 2, nextBootCpus: 2 } });
  expect(undoOf(both, null)).toEqual({ why: "RUNNING_AND_NEXT" });
  const next = entryOf("ModifyCPU", { id: "4d", BEF: was, AFT: { ...was, nextBootCpus: 2 } });
  expect(undoOf(next, null)).toMatchObject({ line: "cpu @4d 4" });
});
