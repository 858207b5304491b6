import { describe, expect, test } from "vitest";
import type { Host } from "#domain/host.js";
import type { InventoryObject } from "#domain/inventory-update.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
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
        const facts = await session.readMachine(id);
        const row = machinesOf(objects).find((one) => one.id === id);
        const host = paths
          .get(facts.host ?? "")
          ?.split("/")
          .at(-1);
        const hotAdd = facts.cpuHotAdd && facts.memoryHotAdd;
        return [paths.get(id), facts.power, facts.cpus, facts.memoryMiB, hotAdd, host, row?.ip].join(" ");
      }),
    );
    expect(told).toEqual([
      "/Tokyo/vm/Production/web-01 on 2 4096 false esx-01.tyo.example 10.1.0.2",
      "/Tokyo/vm/Production/web-02 off 2 4096 false esx-02.tyo.example ",
      "/Tokyo/vm/Production/web-03 on 2 4096 true esx-01.tyo.example 10.1.0.4",
      "/Tokyo/vm/Production/db-01 off 4 16384 false esx-02.tyo.example ",
      "/Tokyo/vm/Templates/tmpl-debian-13 off 2 4096 false esx-01.tyo.example ",
      "/Tokyo/vm/Production/会計-01 on 4 8192 false esx-02.tyo.example 10.1.0.7",
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
  expect(await session.readMachine(legacy?.id ?? "")).toMatchObject(outOfReach);
});

test("below 100 machines every name is its own", async () => {
  const names = machinesOf(await world("vms=99")).map(({ name }) => name);
  expect(new Set(names).size).toBe(99);
});
