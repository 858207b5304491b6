import { expect, test } from "vitest";
import type { TargetExpression } from "#domain/command.js";
import type { InventoryObject } from "#domain/inventory-update.js";
import { Inventory } from "#inventory/inventory.js";
import { choosePlace } from "#operations/place.js";
import { container, datastore, estate, host, machine, network } from "../inventory/estate.js";
import { problemOf } from "../language/problem-of.js";

const named = (text: string): TargetExpression => ({ by: "name", text, glob: false });
const NOTHING = { host: null, datastore: null, network: null, folder: null };

function chosen(
  objects: readonly InventoryObject[],
  wishes: Partial<typeof NOTHING | object> = {},
  disk = 1,
) {
  const { choices } = choosePlace(estate(...objects), { ...NOTHING, ...wishes }, disk);
  return choices.map(({ what, value, why }) => `${what} ${value}: ${why}`);
}

const problem = (objects: readonly InventoryObject[], wishes: object = {}, disk = 1) =>
  problemOf(() => chosen(objects, wishes, disk));

test("the host that has promised the least, its roomiest datastore, its first network, the datacenter's folder", () => {
  expect(chosen([machine("vm-1", "busy")])).toEqual([
    "host esx-02.example: leastPromised",
    "datastore ds-2: mostFree",
    "network Backup: firstByName",
    "folder /DC0/vm: datacenter",
  ]);
});

test("what is off has been promised nothing", () => {
  const idle = { ...machine("vm-1", "idle"), power: "off" as const };
  expect(chosen([idle])[0]).toBe("host esx-01.example: leastPromised");
});

test("a larger host has more left to promise", () => {
  const large = host("host-2", "esx-02.example", { memoryMiB: 1_048_576 });
  const small = { ...machine("vm-1", "on-the-large-one"), host: "host-2" };
  expect(chosen([large, small])[0]).toBe("host esx-02.example: leastPromised");
});

test("what is asked for is taken, and the rest chosen to fit", () => {
  expect(
    chosen([], { host: named("esx-01.example"), datastore: named("ds-1"), folder: named("prod") }),
  ).toEqual([
    "host esx-01.example: asked",
    "datastore ds-1: asked",
    "network Backup: firstByName",
    "folder /DC0/vm/prod: asked",
  ]);
  const alone = host("host-3", "esx-03.example", { datastores: ["ds-3"], networks: ["net-3"] });
  const its = [alone, datastore("ds-3", "ds-3"), network("net-3", "Storage")];
  expect(chosen(its, { datastore: named("ds-3") })).toEqual([
    "host esx-03.example: only",
    "datastore ds-3: asked",
    "network Storage: only",
    "folder /DC0/vm: datacenter",
  ]);
  expect(chosen(its, { network: named("Storage") })[0]).toBe("host esx-03.example: only");
});

test("hosts that cannot take a machine are passed over", () => {
  const closed = [
    host("host-1", "esx-01.example", { maintenance: true }),
    host("host-2", "esx-02.example", { connection: "notResponding" }),
  ];
  expect(problem(closed)).toEqual({ code: "NO_PLACE", facts: { what: "host" } });
  expect(chosen(closed.slice(0, 1))[0]).toBe("host esx-02.example: only");
  expect(
    problem([host("host-1", "a", { parent: null }), host("host-2", "b", { parent: null })]),
  ).toMatchObject({
    code: "NO_PLACE",
  });
});

test("a datastore without the room, or out of reach, is passed over", () => {
  const full = datastore("ds-2", "ds-2", { freeMiB: 10 });
  expect(chosen([full], {}, 100)[1]).toBe("datastore ds-1: mostFree");
  const lost = datastore("ds-1", "ds-1", { accessible: false });
  expect(problem([full, lost], {}, 100)).toEqual({ code: "NO_PLACE", facts: { what: "datastore" } });
});

test("a host without networks makes a machine without a card", () => {
  const bare = [host("host-1", "a", { networks: [] }), host("host-2", "b", { networks: [] })];
  expect(choosePlace(estate(...bare), NOTHING, 1).network).toBeNull();
});

test("what is asked for together must go together", () => {
  const wishes = { host: named("esx-01.example") };
  const elsewhere = [
    datastore("ds-3", "ds-3"),
    network("net-3", "Storage"),
    container("datacenter", "dc-2", "DC1", "root"),
    container("folder", "vm-2", "vm", "dc-2"),
    container("folder", "folder-far", "far", "vm-2"),
  ];
  expect(problem(elsewhere, { ...wishes, datastore: named("ds-3") })).toEqual({
    code: "PLACE_APART",
    facts: { what: "datastore", name: "ds-3", host: "esx-01.example" },
  });
  expect(problem(elsewhere, { ...wishes, network: named("Storage") })).toMatchObject({
    facts: { what: "network", name: "Storage" },
  });
  expect(problem(elsewhere, { ...wishes, folder: named("far") })).toMatchObject({
    facts: { what: "folder", name: "/DC1/vm/far" },
  });
  // Without a host: there is none that would do.
  expect(problem(elsewhere, { datastore: named("ds-3") })).toMatchObject({ code: "NO_PLACE" });
});

test("only a folder is a folder", () => {
  expect(problem([], { folder: named("C0") })).toMatchObject({ code: "TARGET_UNKNOWN" });
  expect(
    problem([container("folder", "other", "prod", "folder-test")], { folder: named("prod") }),
  ).toMatchObject({
    code: "TARGET_AMBIGUOUS",
  });
});

test("of several datacenters the one of the host is taken", () => {
  const second = [
    container("datacenter", "dc-2", "DC1", "root"),
    container("folder", "vm-2", "vm", "dc-2"),
    container("folder", "hosts-2", "host", "dc-2"),
    container("cluster", "cluster-2", "C1", "hosts-2", "pool-2"),
    host("host-9", "esx-09.example", { parent: "cluster-2", memoryMiB: 10_000_000 }),
  ];
  const place = choosePlace(estate(...second), NOTHING, 1);
  expect(place).toMatchObject({ host: { id: "host-9" }, folder: { id: "vm-2" }, pool: "pool-2" });
});

test("where there are neither folders nor datacenters, all is in the one folder that holds the host", () => {
  const inventory = new Inventory();
  const common = { parent: "/" } as const;
  const objects: readonly InventoryObject[] = [
    container("folder", "/", "kvm-1", null, "/"),
    host("host-9", "kvm-1", { ...common, datastores: ["pool-1"], networks: [] }),
    { ...datastore("pool-1", "images"), ...common },
  ];
  inventory.apply(objects.map((object) => ({ change: "enter", object })));
  const place = choosePlace(inventory, NOTHING, 1);
  expect(place).toMatchObject({ pool: "/", folder: { id: "/" }, network: null });
  expect(place.choices.map(({ what, value, why }) => `${what} ${value}: ${why}`)).toEqual([
    "host kvm-1: only",
    "datastore images: only",
  ]);
});
