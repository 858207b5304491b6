import { describe, expect, test } from "vitest";
import type { MoveRequest, OperationRequest, TargetExpression } from "#domain/command.js";
import type { Problem } from "#domain/errors.js";
import type { Disk, FullMachine, Snapshot } from "#domain/full-machine.js";
import type { HostFacts } from "#domain/host.js";
import { estate, host, machine } from "../inventory/estate.js";
import { FakeProvider, facts, hostFacts } from "../session/fake-provider.js";
import { MACHINES, planOf } from "./performed.js";

const ON = { power: "on" } as const;
const DISK = facts().disks[0]!;
const SECOND: Disk = { ...DISK, id: "2001", label: "Hard disk 2", sizeMiB: 8_192 };
const named = (text: string): TargetExpression => ({ by: "name", text, glob: false });

function snapshot(id: string, name: string): Snapshot {
  return { id, name, description: "", created: "", parent: null, power: "off" };
}

const TWO = { snapshots: [snapshot("snapshot-1", "one"), snapshot("snapshot-2", "two")] };
const TWINS = { snapshots: [snapshot("snapshot-1", "same"), snapshot("snapshot-2", "same")] };

const disk = (sizeMiB: number, label?: string): OperationRequest => ({
  name: "ModifyDisk",
  sizeMiB,
  disk: label === undefined ? { of: "only" } : { of: "label", label },
});
const addDisk = (sizeMiB: number): OperationRequest => ({ name: "ModifyDisk", sizeMiB, disk: { of: "new" } });
const move = (to: Partial<MoveRequest>): OperationRequest => ({
  name: "MoveVM",
  host: null,
  datastore: null,
  folder: null,
  ...to,
});
const clone = (newName: string, to: { host?: TargetExpression } = {}): OperationRequest => ({
  name: "CloneVM",
  newName,
  host: null,
  datastore: null,
  on: false,
  ...to,
});
const create = (newName: string): OperationRequest => ({
  name: "CreateVM",
  newName,
  cpus: null,
  memoryMiB: null,
  diskMiB: null,
  host: null,
  datastore: null,
  network: null,
  folder: null,
  guest: null,
});

type Row = readonly [OperationRequest, Partial<FullMachine>, Problem["code"] | null, object?];

/** What is asked, of which machine (off, one disk, no snapshots, tools), why it is refused, and what it says. */
const ROWS: readonly Row[] = [
  [{ name: "ResetVM" }, ON, null],
  [{ name: "ResetVM" }, {}, "POWER_STATE"],
  [{ name: "ResetVM" }, { ...ON, template: true }, "IS_TEMPLATE"],
  [{ name: "SuspendVM" }, ON, null],
  [{ name: "SuspendVM" }, { power: "suspended" }, "POWER_STATE"],
  [{ name: "SuspendVM" }, { ...ON, reachable: false }, "MACHINE_UNREACHABLE"],
  ...(["ShutdownGuest", "RebootGuest"] as const).flatMap((name): Row[] => [
    [{ name }, ON, null],
    [{ name }, {}, "POWER_STATE"],
    [{ name }, { ...ON, toolsRunning: false }, "NO_TOOLS", { name: "web-01" }],
    [{ name }, { ...ON, reachable: false }, "MACHINE_UNREACHABLE"],
  ]),

  [disk(20_480), {}, null],
  [disk(20_480), ON, null],
  [disk(16_384), {}, "NO_CHANGE", { what: "Hard disk 1", value: "16384 MiB" }],
  [disk(8_192), {}, "DISK_ONLY_GROWS", { label: "Hard disk 1", sizeMiB: 16_384, askedMiB: 8_192 }],
  [disk(0), {}, "SIZE_IMPOSSIBLE"],
  [disk(62 * 1024 * 1024 + 1), {}, "SIZE_IMPOSSIBLE"],
  [disk(20_480), { disks: [] }, "NO_DISK"],
  [disk(20_480), { disks: [DISK, SECOND] }, "DISK_NOT_ONE", { label: null }],
  [disk(20_480, "Hard disk 2"), { disks: [DISK, SECOND] }, null],
  [disk(20_480, "Hard disk 3"), { disks: [DISK, SECOND] }, "DISK_NOT_ONE", { label: "Hard disk 3" }],
  [disk(20_480), { disks: [{ ...DISK, growable: false }] }, "DISK_FIXED"],
  [
    disk(20_480),
    { ...TWO, disks: [{ ...DISK, growable: false }] },
    "HAS_SNAPSHOTS",
    { snapshots: ["one", "two"] },
  ],
  [disk(20_480), { power: "suspended" }, "POWER_STATE"],
  [disk(20_480), { template: true }, "IS_TEMPLATE"],
  [addDisk(1_024), {}, null],
  [addDisk(1_024), TWO, null],
  [addDisk(1_024), { diskSlot: null }, "NO_DISK_SLOT"],
  [addDisk(0), {}, "SIZE_IMPOSSIBLE"],

  [{ name: "CreateSnapshot", snapshot: "x" }, {}, null],
  [{ name: "CreateSnapshot", snapshot: " x" }, {}, "NAME_INVALID"],
  [{ name: "CreateSnapshot", snapshot: "x" }, { template: true }, "IS_TEMPLATE"],
  [{ name: "RevertSnapshot", snapshot: null }, {}, "NO_SNAPSHOT"],
  [{ name: "RevertSnapshot", snapshot: "one" }, {}, "NO_SNAPSHOT"],
  [{ name: "RevertSnapshot", snapshot: null }, { ...TWO, currentSnapshot: "snapshot-2" }, null],
  [{ name: "RevertSnapshot", snapshot: "one" }, TWO, null],
  [{ name: "RevertSnapshot", snapshot: "@snapshot-1" }, TWINS, null],
  [{ name: "RevertSnapshot", snapshot: "three" }, TWO, "SNAPSHOT_NOT_ONE", { snapshot: "three" }],
  [
    { name: "RevertSnapshot", snapshot: "same" },
    TWINS,
    "SNAPSHOT_NOT_ONE",
    { candidates: ["same (@snapshot-1)", "same (@snapshot-2)"] },
  ],
  [{ name: "RemoveSnapshot", snapshot: null }, {}, "NO_SNAPSHOT"],
  [{ name: "RemoveSnapshot", snapshot: null }, TWO, "SNAPSHOT_NOT_ONE", { snapshot: null }],
  [{ name: "RemoveSnapshot", snapshot: "two" }, TWO, null],
  [{ name: "RemoveSnapshot", snapshot: null }, { snapshots: [snapshot("snapshot-1", "one")] }, null],

  [{ name: "DeleteVM" }, {}, null],
  [{ name: "DeleteVM" }, { power: "suspended" }, null],
  [{ name: "DeleteVM" }, { template: true }, null],
  [{ name: "DeleteVM" }, ON, "POWER_STATE"],
  [{ name: "DeleteVM" }, { reachable: false }, "MACHINE_UNREACHABLE"],
  [{ name: "DeleteVM", keepDisks: true }, {}, null],
  [{ name: "DeleteVM", keepDisks: true }, ON, "POWER_STATE"],
  [{ name: "DeleteVM", keepDisks: true }, { reachable: false }, "MACHINE_UNREACHABLE"],

  [move({ host: named("esx-02.example") }), ON, null],
  [
    move({ host: named("esx-02.example"), desturi: "qemu://esx-02.example/system" }),
    ON,
    "MOVE_IMPOSSIBLE",
    { why: "URI_UNUSED" },
  ],
  [
    move({ host: named("esx-02.example"), overwriteDisks: true }),
    ON,
    "MOVE_IMPOSSIBLE",
    { why: "OVERWRITE_UNUSED" },
  ],
  [move({ host: named("esx-01.example") }), {}, "NO_CHANGE", { value: "esx-01.example" }],
  [move({ datastore: named("ds-1") }), {}, "NO_CHANGE"],
  [move({ folder: named("prod") }), {}, null],
  [move({ folder: named("test") }), { name: "twin" }, "NAME_TAKEN"],
  [move({ folder: named("nowhere") }), {}, "TARGET_UNKNOWN", { text: "nowhere" }],
  [move({ host: named("esx-09.example") }), {}, "PLACE_APART", { what: "datastore", name: "ds-1" }],
  [move({ host: named("esx-09.example"), datastore: named("ds-9") }), {}, null],
  [move({ host: named("esx-01.example"), datastore: named("ds-9") }), {}, "PLACE_APART", { name: "ds-9" }],
  [move({ host: named("esx-02.example") }), { template: true }, "IS_TEMPLATE"],

  [clone("web-09"), {}, null],
  [clone("web-09"), { template: true }, null],
  [clone("web-02"), {}, "NAME_TAKEN"],
  [clone(""), {}, "NAME_INVALID"],
  [clone("web-09"), { reachable: false }, "MACHINE_UNREACHABLE"],
  [clone("web-09", { host: named("esx-0?.example") }), {}, "TARGET_UNKNOWN"],
  [create("web-09"), {}, null],
  [create("web-02"), {}, "NAME_TAKEN"],
  [create("x".repeat(81)), {}, "NAME_INVALID"],
  [{ ...create("web-09"), cpus: 0 } as OperationRequest, {}, "SIZE_IMPOSSIBLE", { what: "CPUs" }],
  [{ ...create("web-09"), memoryMiB: 6 } as OperationRequest, {}, "SIZE_IMPOSSIBLE", { what: "memory" }],
  [{ ...create("web-09"), diskMiB: -1 } as OperationRequest, {}, "SIZE_IMPOSSIBLE", { what: "disk" }],
];

const inventory = estate(
  ...MACHINES,
  machine("vm-50", "twin", "folder-test"),
  host("host-9", "esx-09.example", { datastores: ["ds-9"], networks: [] }),
  { ...estate().datastores.get("ds-1")!, id: "ds-9", name: "ds-9" },
);

test.each(ROWS.map(([request, changes, code, says]) => ({ request, changes, code, says })))(
  "$request of $changes: $code",
  async ({ request, changes, code, says }) => {
    const provider = new FakeProvider();
    provider.machine = facts(changes);
    const { refusal } = await planOf(provider, request, { inventory });
    expect(refusal?.code ?? null).toBe(code);
    if (says !== undefined) expect(refusal?.facts).toMatchObject(says);
    expect(provider.calls.length).toBeLessThanOrEqual(1);
  },
);

test.each([
  [disk(20_480), { growsDisks: "never" }, {}, "DISK_FIXED", { why: "DRIVER" }],
  [disk(20_480), { growsDisks: "onlyOff" }, ON, "POWER_STATE", { needs: "off" }],
  [disk(20_480), { growsDisks: "onlyOff" }, {}, null, {}],
  [addDisk(1_024), { growsDisks: "never", addsDisks: "onlyOff" }, ON, "POWER_STATE", { needs: "off" }],
  [addDisk(1_024), { growsDisks: "never", addsDisks: "onlyOff" }, {}, null, {}],
] as const)("$0 where the platform has it as $1, of $2: $3", async (request, ways, changes, code, says) => {
  const provider = new FakeProvider();
  provider.machine = facts(changes);
  Object.assign(provider, { reconfigure: { ...provider.reconfigure, ...ways } });
  const { refusal } = await planOf(provider, request, { inventory });
  expect(refusal?.code ?? null).toBe(code);
  expect(refusal?.facts ?? {}).toMatchObject(says);
});

test.each([
  ["rename", { renames: "onlyOff" }, { name: "RenameVM", newName: "web-09" }],
  ["cloning", { clones: "onlyOff" }, clone("web-09")],
] as const)(
  "$0 where the platform has it as $1 is refused of a machine that runs, and of no other",
  async (capability, way, request) => {
    const provider = new FakeProvider();
    Object.assign(provider, { [capability]: { ...provider[capability], ...way } });
    const refusal = async () => (await planOf(provider, request, { inventory })).refusal;
    expect(await refusal()).toBe(null);
    provider.machine = facts(ON);
    expect(await refusal()).toMatchObject({ code: "POWER_STATE", facts: { needs: "off" } });
  },
);

test("a kind of guest that the host does not run is refused before anything is sent, and the kinds that it runs are said", async () => {
  const provider = new FakeProvider();
  Object.assign(provider, { lifecycle: { ...provider.lifecycle, guest: "hvm", guests: ["hvm", "xen"] } });
  const asked = async (guest: string | null) =>
    (await planOf(provider, { ...create("zz"), guest } as OperationRequest, { inventory })).refusal;
  const refusal = await asked("foo");
  expect(refusal).toMatchObject({ code: "NO_GUEST_KIND", facts: { guest: "foo", known: ["hvm", "xen"] } });
  expect(await asked("xen")).toBe(null);
  expect(await asked(null)).toBe(null);
});

test("a plan to delete says which disks go, which stay, and that memory which was kept goes, too", async () => {
  const provider = new FakeProvider();
  const shared = { ...SECOND, label: "vdb", file: "/srv/shared.raw", staysBehind: true } as const;
  provider.machine = facts({ power: "suspended", disks: [DISK, shared] });
  const lost = { kind: "disk", label: DISK.label, sizeMiB: DISK.sizeMiB, file: DISK.file };
  const all = await planOf(provider, { name: "DeleteVM" });
  expect(all.prepared?.losses).toEqual([lost, { kind: "memory" }]);
  expect(all.prepared?.choices).toEqual([{ what: "disk", value: "vdb /srv/shared.raw", why: "kept" }]);
  const without = await planOf(provider, { name: "DeleteVM", keepDisks: true });
  expect(without.prepared?.losses).toEqual([{ kind: "memory" }]);
});

test("where a snapshot keeps the memory of a machine that runs, the plan says so", async () => {
  const provider = new FakeProvider();
  Object.assign(provider, { snapshots: { ...provider.snapshots, keepsMemory: true } });
  const request = { name: "CreateSnapshot", snapshot: "x" } as const;
  expect((await planOf(provider, request)).prepared?.choices).toEqual([]);
  provider.machine = facts({ ...ON, memoryMiB: 2_048 });
  expect((await planOf(provider, request)).prepared?.choices).toEqual([
    { what: "memory", value: "2048 MiB", why: "keptStandingStill" },
  ]);
});

test("where a machine's disks always go with it, it is not deleted without them", async () => {
  const provider = new FakeProvider();
  const { keepingDisks: _, ...lifecycle } = provider.lifecycle;
  Object.assign(provider, { lifecycle });
  const { refusal, prepared } = await planOf(provider, { name: "DeleteVM", keepDisks: true });
  expect(refusal).toEqual({ code: "DISKS_NOT_KEPT", facts: { name: "web-01", platform: "simulator" } });
  expect(prepared?.choices).toEqual([]);
});

describe("a host", () => {
  type HostRow = readonly [OperationRequest["name"], Partial<HostFacts>, Problem["code"] | null];
  const MAINTAINED = { maintenance: true } as const;
  const HOSTS: readonly HostRow[] = [
    ["ShutdownHost", MAINTAINED, null],
    ["ShutdownHost", {}, "NOT_IN_MAINTENANCE"],
    ["ShutdownHost", { ...MAINTAINED, connection: "notResponding" }, "HOST_UNREACHABLE"],
    ["RebootHost", MAINTAINED, null],
    ["RebootHost", {}, "NOT_IN_MAINTENANCE"],
    ["RebootHost", { ...MAINTAINED, power: "standby" }, "HOST_UNREACHABLE"],
    ["EnterMaintenance", {}, null],
    ["EnterMaintenance", MAINTAINED, "IN_MAINTENANCE"],
    ["EnterMaintenance", { connection: "disconnected" }, "HOST_UNREACHABLE"],
    ["ExitMaintenance", MAINTAINED, null],
    ["ExitMaintenance", {}, "NOT_IN_MAINTENANCE"],
  ];
  test.each(HOSTS)("%s of %o: %s", async (name, changes, code) => {
    const provider = new FakeProvider();
    provider.host = hostFacts(changes);
    const { refusal } = await planOf(provider, { name } as OperationRequest, { inventory });
    expect(refusal?.code ?? null).toBe(code);
  });

  test("that is in no cluster is not waited for to be empty: what runs there is named", async () => {
    const provider = new FakeProvider();
    provider.host = hostFacts({ parent: "alone" });
    const request = { name: "EnterMaintenance" } as const;
    const running = estate(...MACHINES);
    expect((await planOf(provider, request, { inventory: running })).refusal).toEqual({
      code: "MACHINES_RUNNING",
      facts: { name: "esx-01.example", machines: ["web-01", "web-02"] },
    });
    const empty = estate(...MACHINES.map((each) => ({ ...each, power: "off" as const })));
    expect((await planOf(provider, request, { inventory: empty })).refusal).toBeNull();
  });

  test("in maintenance runs no machine, unless a cluster may choose another", async () => {
    const provider = new FakeProvider();
    const closed = (parent: string) => host("host-1", "esx-01.example", { maintenance: true, parent });
    const refusalOn = async (parent: string) => {
      const plan = await planOf(
        provider,
        { name: "StartVM" },
        { inventory: estate(...MACHINES, closed(parent)) },
      );
      return plan.refusal?.code ?? null;
    };
    expect(await refusalOn("hosts")).toBe("IN_MAINTENANCE");
    expect(await refusalOn("cluster-1")).toBeNull();
  });
});

describe("what was just read decides, whatever the inventory shows", () => {
  test.each([
    ["the host has gone into maintenance", "IN_MAINTENANCE", { maintenance: true }, {}],
    ["the host does not answer", "HOST_UNREACHABLE", { connection: "notResponding" }, {}],
    ["the datastore is lost", "DATASTORE_UNREACHABLE", {}, { accessible: false }],
    ["the datastore is full", "NOT_ENOUGH_SPACE", {}, { freeMiB: 1_000 }],
  ] as const)("%s: %s", async (_what, code, hosts, stores) => {
    const provider = new FakeProvider();
    provider.host = hostFacts(hosts);
    Object.assign(provider.datastore, stores);
    expect((await planOf(provider, create("web-09"), { inventory })).refusal?.code).toBe(code);
  });
});
