import { expect, test } from "vitest";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import { parseFilter } from "#inventory/filter.js";
import type { Inventory } from "#inventory/inventory.js";
import { type MachineColumn, MachineView } from "#inventory/machine-view.js";
import { inNaturalOrder } from "#inventory/natural-order.js";
import { estate, host, machine } from "./estate.js";

function opened(...machines: readonly (VirtualMachine | ReturnType<typeof host>)[]) {
  const inventory = estate(...machines);
  return { inventory, view: new MachineView(inventory) };
}

function names(view: MachineView): readonly string[] {
  return view.slice(0, view.length).map(({ name }) => name);
}

function modify(inventory: Inventory, id: string, facts: Partial<VirtualMachine>): void {
  inventory.apply([{ change: "modify", id, facts }]);
}

test("machines are listed as people count, and Japanese names after the rest", () => {
  const { view } = opened(
    machine("vm-1", "web-10"),
    machine("vm-2", "サーバー-10"),
    machine("vm-3", "web-2"),
    machine("vm-4", "サーバー-9"),
    machine("vm-5", "営業-web"),
    machine("vm-6", "Web-3"),
  );
  expect(names(view)).toEqual(["web-2", "Web-3", "web-10", "サーバー-9", "サーバー-10", "営業-web"]);
  view.sortBy("name", "descending");
  expect(names(view)).toEqual(["営業-web", "サーバー-10", "サーバー-9", "web-10", "Web-3", "web-2"]);
});

const rack = [
  { ...machine("vm-1", "a"), power: "off", cpus: 16, memoryMiB: 512, ip: "10.0.0.10", host: "host-2" },
  { ...machine("vm-2", "b"), power: "on", cpus: 2, memoryMiB: null, ip: "9.0.0.1", host: null },
  { ...machine("vm-3", "c"), power: "unknown", cpus: null, memoryMiB: 8192, ip: null, host: "host-1" },
  { ...machine("vm-4", "d"), power: "suspended", cpus: 2, memoryMiB: 8192, ip: "10.0.0.9", host: "host-10" },
  { ...machine("vm-5", "e"), power: "on", cpus: 4, memoryMiB: 1024, ip: "fe80::a", host: "host-2" },
  { ...machine("vm-6", "f"), power: "on", cpus: 4, memoryMiB: 1024, ip: "fe80::9:0", host: "host-2" },
] as const satisfies readonly VirtualMachine[];

const orders: readonly (readonly [MachineColumn, string, string])[] = [
  ["name", "abcdef", "fedcba"],
  ["power", "befdac", "cadbef"],
  ["cpus", "bdefac", "aefbdc"],
  ["memory", "aefcdb", "cdefab"],
  ["ip", "bdaefc", "feadbc"],
  ["host", "caefdb", "daefcb"],
];

test.each(orders)(
  "by %s the order is by what it is, alike ones by name, unknown ones last",
  (column, up, down) => {
    const { view } = opened(...rack, host("host-10", "esx-10.example"));
    view.sortBy(column, "ascending");
    expect(names(view).join("")).toBe(up);
    view.sortBy(column, "descending");
    expect(names(view).join("")).toBe(down);
  },
);

test("what arrives, changes and leaves is where it belongs at the next look", () => {
  const { inventory, view } = opened(machine("vm-1", "web-1"), machine("vm-3", "web-3"));
  expect(names(view)).toEqual(["web-1", "web-3"]);
  inventory.apply([
    { change: "enter", object: machine("vm-10", "web-10") },
    { change: "enter", object: machine("vm-2", "web-2") },
  ]);
  expect(names(view)).toEqual(["web-1", "web-2", "web-3", "web-10"]);
  modify(inventory, "vm-1", { name: "web-11" });
  expect(names(view)).toEqual(["web-2", "web-3", "web-10", "web-11"]);
  inventory.apply([{ change: "leave", id: "vm-3" }]);
  expect(names(view)).toEqual(["web-2", "web-10", "web-11"]);
  expect(view.at(0)?.id).toBe("vm-2");
  modify(inventory, "vm-2", { power: "off" });
  expect(view.at(0)?.power).toBe("off");
});

test("a machine that changes comes into the filter's sight and goes out of it", () => {
  const { inventory, view } = opened(machine("vm-1", "web-1"), machine("vm-2", "db-1"));
  view.filterBy(parseFilter("10.0.0.7"));
  expect(names(view)).toEqual([]);
  modify(inventory, "vm-2", { ip: "10.0.0.7" });
  expect(names(view)).toEqual(["db-1"]);
  modify(inventory, "vm-2", { ip: null });
  expect(names(view)).toEqual([]);
  view.filterBy(parseFilter("esx-02"));
  expect(names(view)).toEqual([]);
  modify(inventory, "vm-1", { host: "host-2" });
  expect(names(view)).toEqual(["web-1"]);
});

test("a machine that changes in the column of the order moves, with one letter more in the filter at once", () => {
  const { inventory, view } = opened(...["a", "b", "c"].map((name, n) => machine(`vm-${n}`, `web-${name}`)));
  view.sortBy("power", "ascending");
  view.filterBy(parseFilter("we"));
  expect(names(view)).toEqual(["web-a", "web-b", "web-c"]);
  modify(inventory, "vm-0", { power: "off" });
  view.filterBy(parseFilter("web"));
  inventory.apply([{ change: "enter", object: machine("vm-9", "web-9") }]);
  expect(names(view)).toEqual(["web-9", "web-b", "web-c", "web-a"]);
});

test("a renamed host takes its machines to their new place", () => {
  const { inventory, view } = opened(machine("vm-1", "a"), { ...machine("vm-2", "b"), host: "host-2" });
  view.sortBy("host", "ascending");
  expect(names(view)).toEqual(["a", "b"]);
  inventory.apply([{ change: "modify", id: "host-2", facts: { name: "aaa" } }]);
  expect(names(view)).toEqual(["b", "a"]);
  inventory.apply([{ change: "leave", id: "host-2" }]);
  expect(names(view)).toEqual(["a", "b"]);
});

test("the row of a machine is found by its id, and not where there is none", () => {
  const { inventory, view } = opened(machine("vm-1", "web-1"), machine("vm-2", "db-1"));
  expect([view.indexOf("vm-1"), view.indexOf("vm-2"), view.indexOf("vm-404")]).toEqual([1, 0, -1]);
  view.filterBy(parseFilter("web"));
  expect([view.indexOf("vm-1"), view.indexOf("vm-2")]).toEqual([0, -1]);
  inventory.apply([{ change: "leave", id: "vm-1" }]);
  expect(view.indexOf("vm-1")).toBe(-1);
  expect([view.length, view.at(0), view.at(-1), view.slice(0, 9)]).toEqual([0, null, null, []]);
});

test("two machines of one name are two rows, in the order of their ids", () => {
  const { inventory, view } = opened(
    machine("vm-10", "web", "folder-test"),
    machine("vm-9", "web", "folder-prod"),
  );
  expect(view.slice(0, 2).map(({ id }) => id)).toEqual(["vm-9", "vm-10"]);
  inventory.apply([{ change: "enter", object: machine("vm-1", "web") }]);
  expect(view.slice(0, 3).map(({ id }) => id)).toEqual(["vm-1", "vm-9", "vm-10"]);
});

test("a view that is disposed of no longer follows", () => {
  const { inventory, view } = opened(machine("vm-1", "web-1"));
  expect(view.length).toBe(1);
  view.dispose();
  inventory.apply([{ change: "leave", id: "vm-1" }]);
  expect(view.length).toBe(1);
});

test("a view of nothing grows with what comes", () => {
  const { inventory, view } = opened();
  expect([view.length, view.best]).toEqual([0, -1]);
  const machines = Array.from({ length: 3000 }, (_, n) => machine(`vm-${n}`, `web-${3000 - n}`));
  inventory.apply(machines.map((object) => ({ change: "enter", object })));
  expect([view.length, view.at(0)?.id, view.indexOf("vm-0")]).toEqual([3000, "vm-2999", 2999]);
});

test("thousands that arrive at once are in the order of a listing, whatever they are called", () => {
  const { inventory, view } = opened(machine("vm-x", "web-5"));
  expect(view.length).toBe(1);
  const stems = ["web-", "Web-", "サーバー-", "営業", "café-", "web-１", "a/b ", "w", ""];
  const machines = Array.from({ length: 6000 }, (_, n) =>
    machine(`vm-${n}`, `${stems[n % 9]}${(n * 7919) % 4001}`),
  );
  inventory.apply(machines.map((object) => ({ change: "enter", object })));
  expect(view.slice(0, 9000)).toEqual(inNaturalOrder(inventory.machines.all()));
});
