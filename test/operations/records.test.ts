import { expect, test } from "vitest";
import type { OperationRequest, TargetExpression } from "#domain/command.js";
import { operationOf } from "#operations/operation-of.js";
import { estate } from "../inventory/estate.js";
import { FakeProvider, facts, hostFacts } from "../session/fake-provider.js";
import { MACHINES, performed, planOf } from "./performed.js";

const named = (text: string): TargetExpression => ({ by: "name", text, glob: false });
const SNAPSHOT = {
  id: "snapshot-1",
  name: "one",
  description: "",
  created: "",
  parent: null,
  power: "off",
} as const;

interface Case {
  readonly request: OperationRequest;
  readonly machine?: Parameters<typeof facts>[0];
  readonly host?: Parameters<typeof hostFacts>[0];
  readonly BEF: object;
  readonly AFT: object;
  readonly chosen?: object;
  /** What the mutating call was given beside its target. */
  readonly sent?: unknown;
}

const ON = { power: "on" } as const;
const WHERE = { host: "esx-01.example", datastore: "ds-1", folder: "/DC0/vm" };

const CASES: readonly Case[] = [
  {
    request: { name: "ResetVM" },
    machine: ON,
    BEF: { name: "web-01", power: "on" },
    AFT: { name: "web-01", power: "on" },
  },
  {
    request: { name: "SuspendVM" },
    machine: ON,
    BEF: { name: "web-01", power: "on" },
    AFT: { name: "web-01", power: "suspended" },
  },
  {
    request: { name: "ShutdownGuest" },
    machine: ON,
    BEF: { name: "web-01", power: "on" },
    AFT: { name: "web-01", power: "off" },
  },
  {
    request: { name: "RebootGuest" },
    machine: ON,
    BEF: { name: "web-01", power: "on" },
    AFT: { name: "web-01", power: "on" },
  },
  {
    request: { name: "ModifyDisk", sizeMiB: 20_480, disk: { of: "only" } },
    BEF: {
      name: "web-01",
      disks: 1,
      disk: "Hard disk 1",
      diskMiB: 16_384,
      file: "[ds-1] web-01/web-01.vmdk",
    },
    AFT: {
      name: "web-01",
      disks: 1,
      disk: "Hard disk 1",
      diskMiB: 20_480,
      file: "[ds-1] web-01/web-01.vmdk",
    },
    chosen: { disk: "2000" },
    sent: { id: "vm-42", change: { disk: { grow: facts().disks[0], sizeMiB: 20_480 } } },
  },
  {
    request: { name: "ModifyDisk", sizeMiB: 1_024, disk: { of: "new" } },
    BEF: { name: "web-01", disks: 1, disk: null, diskMiB: null, file: null },
    AFT: { name: "web-01", disks: 2, disk: "Hard disk 2", diskMiB: 1_024, file: null },
    chosen: { controller: "1000", unit: 1 },
    sent: { id: "vm-42", change: { disk: { add: { controller: "1000", unit: 1 }, sizeMiB: 1_024 } } },
  },
  {
    request: { name: "CreateSnapshot", snapshot: "before" },
    BEF: { name: "web-01", snapshots: 0, snapshot: null },
    AFT: { name: "web-01", snapshots: 1, snapshot: "before" },
    chosen: { snapshot: "before" },
    sent: "before",
  },
  {
    request: { name: "RevertSnapshot", snapshot: "one" },
    machine: { ...ON, snapshots: [SNAPSHOT] },
    BEF: { name: "web-01", power: "on", cpus: 2, memoryMiB: 4096, snapshot: null },
    AFT: { name: "web-01", power: "off", cpus: 2, memoryMiB: 4096, snapshot: "one" },
    chosen: { snapshot: "one", snapshotId: "snapshot-1" },
    sent: "snapshot-1",
  },
  {
    request: { name: "RemoveSnapshot", snapshot: null },
    machine: { snapshots: [SNAPSHOT], currentSnapshot: "snapshot-1" },
    BEF: { name: "web-01", snapshots: 1, snapshot: "one" },
    AFT: { name: "web-01", snapshots: 0, snapshot: null },
    chosen: { snapshot: "one", snapshotId: "snapshot-1" },
    sent: "snapshot-1",
  },
  {
    request: {
      name: "MoveVM",
      host: named("esx-02.example"),
      datastore: named("ds-2"),
      folder: named("prod"),
    },
    BEF: { name: "web-01", ...WHERE },
    AFT: { name: "web-01", host: "esx-02.example", datastore: "ds-2", folder: "/DC0/vm/prod" },
    chosen: {
      ...{ host: "esx-02.example", hostId: "host-2", datastore: "ds-2", datastoreId: "ds-2" },
      ...{ folder: "/DC0/vm/prod", folderId: "folder-prod" },
    },
    // In its cluster it stays in the pool that it is in.
    sent: { host: "host-2", pool: null, datastore: "ds-2", folder: "folder-prod" },
  },
  {
    request: { name: "MoveVM", host: null, datastore: null, folder: named("prod") },
    BEF: { name: "web-01", ...WHERE },
    AFT: { name: "web-01", ...WHERE, folder: "/DC0/vm/prod" },
    chosen: { folder: "/DC0/vm/prod", folderId: "folder-prod" },
    sent: { host: null, pool: null, datastore: null, folder: "folder-prod" },
  },
  {
    request: { name: "CloneVM", newName: "web-09", host: null, datastore: null, on: true },
    BEF: { name: "web-01" },
    AFT: {
      ...{ clone: "web-09", cloneId: "vm-99", cloneUuid: "new", power: "off" },
      ...{ cpus: 2, memoryMiB: 4096, diskMiB: 16_384, ...WHERE },
    },
    chosen: { folder: "/DC0/vm", folderId: "vm" },
    sent: { name: "web-09", folder: "vm", host: null, pool: null, datastore: null, on: true },
  },
  {
    request: { name: "DeleteVM" },
    machine: { snapshots: [SNAPSHOT] },
    BEF: {
      ...{ name: "web-01", power: "off", cpus: 2, memoryMiB: 4096, diskMiB: 16_384, ...WHERE },
      disks: "Hard disk 1 16384 MiB [ds-1] web-01/web-01.vmdk",
      snapshots: "one",
    },
    AFT: {},
  },
  {
    request: { name: "DeleteVM", keepDisks: true },
    machine: { snapshots: [SNAPSHOT] },
    BEF: {
      ...{ name: "web-01", power: "off", cpus: 2, memoryMiB: 4096, diskMiB: 16_384, ...WHERE },
      disks: "Hard disk 1 16384 MiB [ds-1] web-01/web-01.vmdk",
      snapshots: "one",
    },
    AFT: { disks: "Hard disk 1 16384 MiB [ds-1] web-01/web-01.vmdk" },
    chosen: { keepDisks: true, "Hard disk 1": "[ds-1] web-01/web-01.vmdk" },
    sent: "keeping its disks",
  },
  {
    request: { name: "ShutdownHost" },
    host: { maintenance: true },
    BEF: { name: "esx-01.example", connection: "connected", power: "on", maintenance: true },
    AFT: { name: "esx-01.example", connection: "notResponding", power: "off", maintenance: true },
  },
  {
    request: { name: "EnterMaintenance" },
    BEF: { name: "esx-01.example", connection: "connected", power: "on", maintenance: false },
    AFT: { name: "esx-01.example", connection: "connected", power: "on", maintenance: true },
  },
  {
    request: { name: "ExitMaintenance" },
    host: { maintenance: true },
    BEF: { name: "esx-01.example", connection: "connected", power: "on", maintenance: true },
    AFT: { name: "esx-01.example", connection: "connected", power: "on", maintenance: false },
  },
];

function provide({ machine, host }: Case): FakeProvider {
  const provider = new FakeProvider();
  provider.machine = facts(machine);
  provider.host = hostFacts(host);
  return provider;
}

test.each(CASES)("$request", async (each) => {
  const { intent, outcome, sent } = await performed(each.request, provide(each));
  expect(outcome.RST).toEqual({ status: "OK" });
  expect(intent.BEF).toEqual(each.BEF);
  expect(intent.chosen).toEqual(each.chosen);
  expect(outcome).toMatchObject({ BEF: each.BEF });
  expect(outcome.AFT).toEqual(each.AFT);
  expect(outcome.chosen).toBeUndefined();
  expect(sent).toEqual([each.sent ?? null]);
  expect(outcome.TGT).toEqual(intent.TGT);
});

test("a machine taken back to a snapshot has another configuration waiting, and the record says which", async () => {
  const provider = new FakeProvider();
  const reconfigure = { ...provider.reconfigure, atNextBoot: true } as const;
  Object.assign(provider, { reconfigure });
  provider.machine = facts({ ...ON, snapshots: [SNAPSHOT], nextBoot: { cpus: 3, memoryMiB: 4096 } });
  const { outcome } = await performed({ name: "RevertSnapshot", snapshot: "one" }, provider);
  expect(outcome.BEF).toMatchObject({ cpus: 2, nextBootCpus: 3, nextBootMemoryMiB: 4096 });
  expect(outcome.AFT).toMatchObject({ nextBootCpus: null, nextBootMemoryMiB: null });
});

test("the record of what was made names it", async () => {
  const request = {
    name: "CreateVM",
    ...{ newName: "web-09", cpus: 2, memoryMiB: null, diskMiB: 1_024 },
    ...{ host: named("esx-02.example"), datastore: null, network: null, folder: named("prod"), guest: null },
  } as const;
  const { intent, outcome, sent } = await performed(request);
  expect(intent).toMatchObject({ TGT: { id: null, uuid: null, name: "web-09" }, BEF: {} });
  expect(intent.HST.host).toBe("esx-02.example");
  expect(intent.chosen).toEqual({
    ...{ host: "esx-02.example", datastore: "ds-2", network: "Backup" },
    ...{ folder: "/DC0/vm/prod", folderId: "folder-prod" },
    ...{ cpus: 2, memoryMiB: 1024, diskMiB: 1_024, guest: "otherGuest64" },
  });
  expect(sent).toMatchObject([
    {
      ...{ name: "web-09", cpus: 2, memoryMiB: 1024, diskMiB: 1_024, guest: "otherGuest64" },
      ...{ folder: "folder-prod", pool: "pool-1", host: "host-2", datastoreName: "ds-2" },
      network: { id: "net-2", name: "Backup", type: "distributed", port: {} },
    },
  ]);
  expect(outcome).toMatchObject({
    RST: { status: "OK" },
    TGT: { kind: "VirtualMachine", id: "vm-99", uuid: "new", name: "web-09" },
    BEF: {},
    AFT: { name: "web-09", power: "off", cpus: 2, memoryMiB: 1024, host: "esx-02.example" },
  });
});

test("a snapshot without a name gets the time as one, which the intent keeps", async () => {
  const { intent, sent } = await performed({ name: "CreateSnapshot", snapshot: null });
  expect(intent.chosen?.snapshot).toMatch(/^shoseki \d{4}-\d\d-\d\dT[\d:.]+Z$/);
  expect(sent).toEqual([intent.chosen?.snapshot]);
});

test("a template's clone is put into the pool of its host, as it has none to inherit", async () => {
  const provider = new FakeProvider();
  provider.machine = facts({ template: true });
  const request = { name: "CloneVM", newName: "web-09", host: null, datastore: null, on: false } as const;
  expect((await performed(request, provider)).sent).toMatchObject([{ pool: "pool-1", host: null }]);
});

test("what lies elsewhere is moved into the pool there", async () => {
  const request = { name: "MoveVM", host: named("esx-02.example"), datastore: null, folder: null } as const;
  const apart = estate(...MACHINES);
  const { id, name } = apart.hosts.get("host-2")!;
  apart.apply([
    { change: "enter", object: { kind: "cluster", id: "c-2", name: "C2", parent: "hosts", pool: "pool-2" } },
    { change: "modify", id, facts: { name, parent: "c-2" } },
  ]);
  const { sent } = await performed(request, new FakeProvider(), apart);
  expect(sent).toMatchObject([{ host: "host-2", pool: "pool-2" }]);
});

test.each([
  [{ name: "RemoveSnapshot", snapshot: "one" }, [{ kind: "snapshot", name: "one" }]],
  [{ name: "RevertSnapshot", snapshot: "one" }, [{ kind: "since", snapshot: "one" }]],
  [{ name: "DeleteVM", keepDisks: true }, [{ kind: "snapshot", name: "one" }]],
] as const)("%o says what it would destroy", async (request, losses) => {
  const provider = new FakeProvider();
  provider.machine = facts({ snapshots: [SNAPSHOT] });
  const { refusal } = await planOf(provider, request, { yes: false });
  expect(refusal).toMatchObject({ code: "NEEDS_YES", facts: { losses } });
});

test("a host that is shut down cannot be started from here, and that is said", async () => {
  const provider = new FakeProvider();
  provider.host = hostFacts({ maintenance: true });
  const { refusal } = await planOf(provider, { name: "ShutdownHost" }, { yes: false });
  expect(refusal).toMatchObject({ code: "NEEDS_YES", facts: { losses: [{ kind: "reach" }] } });
});

test("only what destroys, or ends what is not begun again from here, needs a yes", () => {
  const names = CASES.map(({ request }) => request).concat({ name: "RebootHost" }, { name: "StartVM" });
  const destroying = new Set(
    names.filter((request) => operationOf(request).risk === "destroys").map(({ name }) => name),
  );
  expect([...destroying].sort()).toEqual(["DeleteVM", "RemoveSnapshot", "RevertSnapshot", "ShutdownHost"]);
});
