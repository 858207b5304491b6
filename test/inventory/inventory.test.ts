import { expect, test } from "vitest";
import { container, estate, machine } from "./estate.js";

test("a machine is where the operator sees it, without the root folder", () => {
  const inventory = estate(machine("vm-1", "web-01", "folder-prod"));
  expect(inventory.path("vm-1")).toBe("/DC0/vm/prod/web-01");
  expect(inventory.path("host-1")).toBe("/DC0/host/C0/esx-01.example");
  expect(inventory.path("dc-1")).toBe("/DC0");
  expect(inventory.path("root")).toBe("");
  expect(inventory.path("vm-404")).toBe("");
});

test("a slash inside a name does not look like a step of the path", () => {
  const inventory = estate(machine("vm-1", "web/01"));
  expect(inventory.path("vm-1")).toBe("/DC0/vm/web%2f01");
});

test("a machine that is held by nothing, or by something unseen, still has a path", () => {
  const inventory = estate(machine("vm-1", "stray", null), machine("vm-2", "hidden", "folder-404"));
  expect(inventory.path("vm-1")).toBe("/stray");
  expect(inventory.path("vm-2")).toBe("/hidden");
});

test("a server that reports folders in a loop does not hang the console", () => {
  const inventory = estate(container("folder", "a", "A", "b"), container("folder", "b", "B", "a"));
  expect(inventory.path("a").length).toBeLessThan(1000);
});

test("what changes is seen at once, under the new name and no more under the old", () => {
  const inventory = estate(machine("vm-1", "web-01"));
  inventory.apply([{ change: "modify", id: "vm-1", facts: { name: "web-99", power: "off" } }]);
  expect(inventory.get("vm-1")).toEqual({ ...machine("vm-1", "web-99"), power: "off" });
  expect(inventory.machines.named("web-01")).toEqual([]);
  expect(inventory.machines.named("web-99").map(({ id }) => id)).toEqual(["vm-1"]);
});

test("moving or renaming a folder moves every path under it", () => {
  const inventory = estate(machine("vm-1", "web-01", "folder-prod"));
  inventory.apply([{ change: "modify", id: "folder-prod", facts: { name: "live" } }]);
  expect(inventory.path("vm-1")).toBe("/DC0/vm/live/web-01");
  inventory.apply([{ change: "modify", id: "vm-1", facts: { parent: "folder-test" } }]);
  expect(inventory.path("vm-1")).toBe("/DC0/vm/test/web-01");
});

test("what leaves is gone from every view; what was never here is ignored", () => {
  const inventory = estate(machine("vm-1", "web-01"));
  const before = inventory.size;
  inventory.apply([
    { change: "leave", id: "vm-1" },
    { change: "leave", id: "vm-404" },
    { change: "modify", id: "vm-404", facts: { name: "ghost" } },
  ]);
  expect(inventory.size).toBe(before - 1);
  expect(inventory.get("vm-1")).toBeNull();
  expect(inventory.get("vm-404")).toBeNull();
  expect(inventory.machines.all()).toEqual([]);
  expect(inventory.machines.named("web-01")).toEqual([]);
  expect(inventory.machines.named("ghost")).toEqual([]);
});

test("entering again replaces", () => {
  const inventory = estate(machine("vm-1", "web-01"), machine("vm-1", "web-02"));
  expect(inventory.machines.all()).toHaveLength(1);
  expect(inventory.machines.named("web-01")).toEqual([]);
});

test("hosts are named by their id, unknown ones not at all", () => {
  const inventory = estate(machine("vm-1", "web-01"));
  expect(inventory.hosts.all().map(({ id }) => id)).toEqual(["host-1", "host-2"]);
  expect(inventory.nameOf("host-1")).toBe("esx-01.example");
  expect(inventory.nameOf("host-404")).toBeNull();
  expect(inventory.nameOf("vm-1")).toBe("web-01");
  expect(inventory.nameOf(null)).toBeNull();
});

test("datastores, networks and what holds others are rows of their own", () => {
  const inventory = estate(machine("vm-1", "web-01", "folder-prod"));
  expect(inventory.datastores.all().map(({ id }) => id)).toEqual(["ds-1", "ds-2"]);
  expect(inventory.networks.named("VM Network").map(({ id }) => id)).toEqual(["net-1"]);
  expect(inventory.containers.get("cluster-1")).toMatchObject({ kind: "cluster", pool: "pool-1" });
  expect(inventory.path("ds-1")).toBe("/DC0/datastore/ds-1");
  expect(inventory.machines.get("ds-1")).toBeNull();
});

test("every object knows its datacenter", () => {
  const inventory = estate(machine("vm-1", "web-01", "folder-prod"), machine("vm-2", "stray", null));
  for (const id of ["vm-1", "host-1", "ds-1", "net-2", "dc-1"]) {
    expect(inventory.datacenterOf(id)).toBe("dc-1");
  }
  for (const id of ["vm-2", "root", "vm-404"]) expect(inventory.datacenterOf(id)).toBeNull();
});

test("a name is taken by another machine in the same folder only", () => {
  const inventory = estate(
    machine("vm-1", "web-01", "folder-prod"),
    machine("vm-2", "web-01", "folder-test"),
    machine("vm-3", "ガ", "folder-prod"),
  );
  expect(inventory.siblingNamed("folder-prod", "web-01", "vm-9")?.id).toBe("vm-1");
  expect(inventory.siblingNamed("folder-prod", "web-01", "vm-1")).toBeNull();
  expect(inventory.siblingNamed("vm", "web-01", "vm-9")).toBeNull();
  expect(inventory.siblingNamed("folder-prod", "ガ".normalize("NFD"), "vm-9")?.id).toBe("vm-3");
});

test("50,000 machines and a storm of changes leave every name where it belongs", () => {
  const inventory = estate();
  const objects = Array.from({ length: 50_000 }, (_, n) => machine(`vm-${n}`, `web-${n}`, "folder-prod"));
  inventory.apply(objects.map((object) => ({ change: "enter", object })));
  for (let n = 0; n < 50_000; n++) {
    inventory.apply([{ change: "modify", id: `vm-${n}`, facts: { name: `app-${n}` } }]);
  }
  expect(inventory.siblingNamed("folder-prod", "app-49999", "")?.id).toBe("vm-49999");
});
