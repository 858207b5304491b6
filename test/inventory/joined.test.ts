import { expect, test } from "vitest";
import type { InventoryObject } from "#domain/inventory-update.js";
import type { Inventory } from "#inventory/inventory.js";
import { JoinedInventory, joinedId, partedId } from "#inventory/joined.js";
import { container, estate, host, machine } from "./estate.js";
import { randomNumbers, randomUpdate } from "./random-estate.js";

/** What a joined inventory should hold of one endpoint: said anew, object by object. */
function asJoined(endpoint: string, inventory: Inventory): InventoryObject[] {
  const id = (own: string) => `${endpoint}:${own}`;
  const isRoot = ({ kind, parent }: InventoryObject) => kind === "folder" && parent === null;
  const root = { ...container("endpoint", id(""), endpoint, null) };
  const objects = inventory.objects().filter((object) => !isRoot(object));
  return [
    root,
    ...objects.map((object): InventoryObject => {
      const holder = object.parent === null ? null : inventory.get(object.parent);
      const parent = holder === null || isRoot(holder) ? id("") : id(holder.id);
      const renamed = { ...object, id: id(object.id), parent };
      if (renamed.kind === "vm") return { ...renamed, host: renamed.host === null ? null : id(renamed.host) };
      if (renamed.kind === "host")
        return { ...renamed, datastores: renamed.datastores.map(id), networks: renamed.networks.map(id) };
      return "pool" in renamed
        ? { ...renamed, pool: renamed.pool === null ? null : id(renamed.pool) }
        : renamed;
    }),
  ];
}

const sorted = (objects: readonly InventoryObject[]) => objects.toSorted((a, b) => (a.id < b.id ? -1 : 1));

function expectJoined(joined: JoinedInventory, members: Readonly<Record<string, Inventory>>): void {
  const expected = Object.entries(members).flatMap(([name, inventory]) => asJoined(name, inventory));
  expect(sorted(joined.inventory.objects())).toEqual(sorted(expected));
}

test("ids say where they are, and are taken apart again, whatever is in them", () => {
  expect(joinedId("vc1", "vm-42")).toBe("vc1:vm-42");
  expect(partedId("vc1:vm-42")).toEqual({ endpoint: "vc1", id: "vm-42" });
  expect(partedId(joinedId("vc1", "urn:vm:42"))).toEqual({ endpoint: "vc1", id: "urn:vm:42" });
});

test("two endpoints with the same names and numbers, each below its own name", () => {
  const [one, two] = [estate(machine("vm-42", "web-01")), estate(machine("vm-42", "db-07"))];
  const joined = new JoinedInventory();
  joined.put("vc1", one);
  joined.put("lab", two);
  expectJoined(joined, { vc1: one, lab: two });
  const { inventory } = joined;
  expect(joined.endpoints).toEqual(["vc1", "lab"]);
  expect(inventory.path("lab:vm-42")).toBe("/DC0/vm/db-07");
  expect(inventory.nameOf(inventory.machines.get("vc1:vm-42")!.host)).toBe("esx-01.example");
  expect(inventory.datacenterOf("lab:vm-42")).toBe("lab:dc-1");
  const [reached] = inventory.hosts.get("lab:host-1")!.datastores;
  expect(inventory.datastores.get(reached!)).toMatchObject({ id: "lab:ds-1", name: "ds-1" });
});

test("a holder that comes after what it holds gets it then, and what it held is at the root once it has gone", () => {
  const one = estate();
  const joined = new JoinedInventory();
  joined.put("vc1", one);
  one.apply([{ change: "enter", object: machine("vm-42", "web-01", "late") }]);
  expect(joined.inventory.get("vc1:vm-42")?.parent).toBe("vc1:");
  one.apply([{ change: "enter", object: container("folder", "late", "late", "vm") }]);
  expect(joined.inventory.path("vc1:vm-42")).toBe("/DC0/vm/late/web-01");
  one.apply([{ change: "leave", id: "late" }]);
  expect(joined.inventory.get("vc1:vm-42")?.parent).toBe("vc1:");
  expectJoined(joined, { vc1: one });
});

test("one that goes takes along what is its own, and is heard no more", () => {
  const [one, two] = [estate(machine("vm-42", "web-01")), estate(machine("vm-42", "db-07"))];
  const joined = new JoinedInventory();
  joined.put("vc1", one);
  joined.put("lab", two);
  joined.remove("vc1");
  joined.remove("vc9");
  one.apply([{ change: "enter", object: machine("vm-43", "web-02") }]);
  expectJoined(joined, { lab: two });
  joined.close();
  two.apply([{ change: "leave", id: "vm-42" }]);
  expect(joined.inventory.size).toBe(0);
});

test("one in another's place: what both have does not leave, what only the old one had does", () => {
  const old = estate(machine("vm-42", "web-01"), machine("vm-43", "web-02"));
  const anew = estate(machine("vm-42", "web-77"), host("host-9", "esx-09.example"));
  const joined = new JoinedInventory();
  joined.put("vc1", old);
  const [left, entered]: [string[], string[]] = [[], []];
  joined.inventory.subscribe((changes) => {
    left.push(...changes.left.map(({ id }) => id));
    entered.push(...changes.entered.map(({ id }) => id));
  });
  joined.put("vc1", anew);
  joined.put("vc1", anew);
  expect([left, entered]).toEqual([["vc1:vm-43"], ["vc1:host-9"]]);
  expectJoined(joined, { vc1: anew });
  old.apply([{ change: "enter", object: machine("vm-44", "web-03") }]);
  expectJoined(joined, { vc1: anew });
});

test.each([1, 2, 3, 4])(
  "whatever happens to its members, it is what it would be if joined anew (%i)",
  (seed) => {
    const random = randomNumbers(seed);
    const joined = new JoinedInventory();
    const members: Record<string, Inventory> = {};
    for (let step = 0; step < 400; step++) {
      const name = ["vc1", "vc2", "lab"][random(3)]!;
      const kind = random(40);
      if (members[name] === undefined || kind === 0) {
        members[name] = estate();
        joined.put(name, members[name]);
      } else if (kind === 1) {
        delete members[name];
        joined.remove(name);
      } else {
        members[name].apply(Array.from({ length: random(6) + 1 }, () => randomUpdate(random)));
      }
      if (step % 10 === 0) expectJoined(joined, members);
    }
    expectJoined(joined, members);
  },
);
