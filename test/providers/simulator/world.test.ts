import { describe, expect, test } from "vitest";
import type { Host } from "#domain/host.js";
import type { InventoryObject } from "#domain/inventory-update.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import { DB_01, full, machine, placesOf } from "./act.js";
import { inventoryOf, open, pathsOf } from "./open.js";

const machinesOf = (objects: readonly InventoryObject[]): VirtualMachine[] =>
  objects.filter((object) => object.kind === "vm");
const hostsOf = (objects: readonly InventoryObject[]): Host[] =>
  objects.filter((object) => object.kind === "host");
const world = async (query: string) => inventoryOf(await open(query));

test("the same seed makes the same world, another seed another", async () => {
  const first = await world("vms=300&seed=5");
  expect(await world("vms=300&seed=5")).toEqual(first);
  expect(machinesOf(await world("vms=300&seed=6"))).not.toEqual(machinesOf(first));
  const session = await open("vms=300&seed=5");
  expect(session.login.serverUuid).toBe((await open("vms=300&seed=5")).login.serverUuid);
  expect(machinesOf(first).map(({ uuid }) => uuid)).not.toContain(session.login.serverUuid);
});

describe.each([10, 11, 99, 200, 5000])("in a world of %i", (vms) => {
  test("the machines that the docs name are as they say", async () => {
    const session = await open(`vms=${vms}&seed=${vms}`);
    const objects = await inventoryOf(session);
    const paths = pathsOf(objects);
    const told = await Promise.all(
      ["vm-1001", "vm-1002", "vm-1003", "vm-1004", "vm-1005", "vm-1006"].map(async (id) => {
        const facts = await full(session, id);
        const row = machinesOf(objects).find((one) => one.id === id);
        const host = paths
          .get(facts.host ?? "")
          ?.split("/")
          .at(-1);
        const hotAdd = facts.cpuHotAdd && facts.memoryHotAdd;
        const told = [paths.get(id), facts.power, facts.cpus, facts.memoryMiB, hotAdd, host, row?.ip];
        return [...told, ...facts.disks.flatMap(({ label, sizeMiB }) => [label, sizeMiB / 1024])].join(" ");
      }),
    );
    expect(told).toEqual([
      "/Tokyo/vm/Production/web-01 on 2 4096 false esx-01.tyo.example 10.1.0.2 Hard disk 1 40",
      "/Tokyo/vm/Production/web-02 off 2 4096 false esx-02.tyo.example  Hard disk 1 40",
      "/Tokyo/vm/Production/web-03 on 2 4096 true esx-01.tyo.example 10.1.0.4 Hard disk 1 40",
      "/Tokyo/vm/Production/db-01 off 4 16384 false esx-02.tyo.example  Hard disk 1 40 Hard disk 2 200",
      "/Tokyo/vm/Templates/tmpl-debian-13 off 2 4096 false esx-01.tyo.example  Hard disk 1 40",
      "/Tokyo/vm/Production/会計-01 on 4 8192 false esx-02.tyo.example 10.1.0.7 Hard disk 1 40",
    ]);
  });
});

test.each([1, 9, 100, 101, 2500])("a world of %i holds together", async (vms) => {
  const objects = await world(`vms=${vms}`);
  const machines = machinesOf(objects);
  expect(machines).toHaveLength(vms);
  expect(new Set(objects.map(({ id }) => id)).size).toBe(objects.length);
  const hosts = hostsOf(objects).map(({ id }) => id);
  expect(hosts.length).toBeGreaterThanOrEqual(Math.max(2, vms / 25));
  expect(hosts.length).toBeLessThanOrEqual(vms / 25 + 3);
  for (const { host, cpus, memoryMiB, power, ip } of machines) {
    expect(hosts).toContain(host);
    if (cpus !== null) expect([1, 2, 4, 8, 16]).toContain(cpus);
    if (memoryMiB !== null) expect(memoryMiB >= 1024 && memoryMiB <= 65_536).toBe(true);
    if (power !== "on") expect(ip).toBeNull();
  }
  const seen = new Set<string>();
  for (const { id, parent } of objects) {
    if (parent !== null) expect(seen).toContain(parent);
    seen.add(id);
  }
  expect(new Set(pathsOf(objects).values()).size).toBe(objects.length);
  const addresses = machines.flatMap(({ ip }) => ip ?? []);
  expect(new Set(addresses).size).toBe(addresses.length);
});

test("the biggest world has 50,000 machines of different ids, UUIDs and paths", async () => {
  const objects = await world("vms=50000");
  const machines = machinesOf(objects);
  expect(new Set(machines.map(({ id }) => id)).size).toBe(50_000);
  expect(new Set(machines.map(({ uuid }) => uuid)).size).toBe(50_000);
  expect(new Set(pathsOf(objects).values()).size).toBe(objects.length);
});

test("200 machines have what an operator meets: mixed power, a pair of namesakes, one out of reach", async () => {
  const session = await open("");
  const machines = machinesOf(await inventoryOf(session));
  expect(new Set(machines.map(({ power }) => power))).toEqual(new Set(["on", "off", "suspended"]));
  expect(machines.filter(({ power }) => power === "on").length).toBeGreaterThan(120);
  const names = machines.map(({ name }) => name);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  expect(twice).toEqual(new Set(["report-01", "portal-01"]));
  const legacy = machines.find(({ name }) => name === "legacy-01");
  const outOfReach = { reachable: false, cpus: null, memoryMiB: null };
  expect(await machine(session, legacy?.id ?? "")).toMatchObject(outOfReach);
});

test("below 100 machines every name is its own", async () => {
  const names = machinesOf(await world("vms=99")).map(({ name }) => name);
  expect(new Set(names).size).toBe(99);
});

test("a machine's disks are files on the datastore it lives on, and db-01 has a snapshot", async () => {
  const session = await open("vms=10");
  const places = await placesOf(session);
  expect(await full(session, DB_01)).toMatchObject({
    disks: [
      {
        id: "2000",
        label: "Hard disk 1",
        sizeMiB: 40_960,
        file: "[tyo-vmfs-02] db-01/db-01.vmdk",
        mode: "persistent",
        slot: { controller: "1000", unit: 0 },
        growable: true,
      },
      { id: "2001", label: "Hard disk 2", sizeMiB: 204_800, file: "[tyo-vmfs-02] db-01/db-01_1.vmdk" },
    ],
    diskSlot: { controller: "1000", unit: 2 },
    snapshots: [{ id: "snapshot-1", name: "before upgrade", parent: null, power: "off" }],
    currentSnapshot: "snapshot-1",
    datastore: places.datastore("tyo-vmfs-02").id,
  });
});

test("nobody can scribble on the world", async () => {
  const session = await open("vms=10");
  const facts = await full(session, DB_01);
  const host = { kind: "host", id: (await placesOf(session)).host("esx-01.tyo").id } as const;
  const [row] = hostsOf(await inventoryOf(session));
  const told = structuredClone([facts, await session.read(host), row]);
  Object.assign(facts.disks[0]!, { sizeMiB: 1 });
  Object.assign(facts.disks[0]!.slot, { unit: 9 });
  Object.assign(facts.snapshots[0]!, { name: "scribbled" });
  (facts.disks as unknown[]).pop();
  (row!.datastores as unknown[]).pop();
  Object.assign(await session.read(host), { maintenance: true });
  const [again] = hostsOf(await inventoryOf(session));
  expect([await full(session, DB_01), await session.read(host), again]).toEqual(told);
});

test("a small world has two datastores of machines, one of images and three networks", async () => {
  const objects = await world("vms=10");
  const paths = pathsOf(objects);
  const pathsOfKind = (kind: string) =>
    objects.filter((one) => one.kind === kind).map(({ id }) => paths.get(id));
  expect(pathsOfKind("datastore")).toEqual([
    "/Tokyo/datastore/nfs-iso",
    "/Tokyo/datastore/tyo-vmfs-01",
    "/Tokyo/datastore/tyo-vmfs-02",
  ]);
  expect(pathsOfKind("network")).toEqual([
    "/Tokyo/network/VM Network",
    "/Tokyo/network/tyo-prod",
    "/Tokyo/network/tyo-stg",
  ]);
  const pools = objects.flatMap((one) => (one.kind === "cluster" ? one.pool : []));
  expect(pools).toEqual([expect.stringMatching(/^resgroup-/)]);
});

test.each([10, 200, 2500, 50_000])(
  "in a world of %i every machine has its place and its room",
  async (vms) => {
    const session = await open(`vms=${vms}`);
    const objects = await inventoryOf(session);
    const ids = new Map(objects.map((object) => [object.id, object]));
    for (const { datastores, networks } of hostsOf(objects)) {
      expect(datastores.length).toBeGreaterThanOrEqual(3);
      expect([...datastores, ...networks].filter((id) => !ids.has(id))).toEqual([]);
    }
    for (const object of objects) {
      if (object.kind !== "datastore" || !object.accessible) continue;
      expect(object.freeMiB! > 0 && object.freeMiB! < object.capacityMiB!, object.name).toBe(true);
    }
    const some = machinesOf(objects).slice(0, 300);
    const files = new Set<string>();
    for (const { id, host } of some) {
      const { datastore, disks } = await full(session, id);
      const row = ids.get(host!) as Host;
      expect(row.datastores).toContain(datastore);
      expect(disks.length >= 1 && disks.length <= 3).toBe(true);
      for (const { file } of disks) files.add(file!);
    }
    const all = await Promise.all(some.map(async ({ id }) => (await full(session, id)).disks.length));
    expect(files.size).toBe(all.reduce((sum, count) => sum + count));
  },
);

test("what is free on a datastore is what its machines leave", async () => {
  const session = await open("vms=6");
  const { freeMiB, capacityMiB } = (await placesOf(session)).datastore("tyo-vmfs-02");
  // web-02, db-01 and 会計-01: 40, 240 and 40 GiB.
  expect(capacityMiB! - freeMiB!).toBe(320 * 1024 + 1434);
});

test("from 100 machines on there are what can be refused: a lost datastore, a raw device, no tools", async () => {
  const session = await open("vms=200");
  const places = await placesOf(session);
  const old = places.datastore("tyo-vmfs-old");
  expect(old).toMatchObject({ accessible: false, freeMiB: null, capacityMiB: null });
  expect(await full(session, places.vm("legacy-01").id)).toMatchObject({ datastore: old.id });
  const machines = await Promise.all(machinesOf(places.all).map(({ id }) => full(session, id)));
  expect(machines.filter(({ disks }) => disks.some(({ growable }) => !growable)).length).toBeGreaterThan(0);
  const toolless = machines.filter(({ power, toolsRunning }) => power === "on" && !toolsRunning);
  expect(toolless.length).toBeGreaterThan(0);
  expect(machines.filter(({ power, toolsRunning }) => power !== "on" && toolsRunning)).toEqual([]);
});
