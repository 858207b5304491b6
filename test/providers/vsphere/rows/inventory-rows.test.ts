import { describe, expect, test } from "vitest";
import { INVENTORY_ROWS, inventoryUpdate } from "#providers/vsphere/rows/inventory-rows.js";
import { propertiesOf, xml } from "../values.js";

describe("an update as the inventory takes it", () => {
  const update = (
    kind: "enter" | "modify" | "leave",
    type: string,
    texts: Record<string, string>,
    unset: string[] = [],
  ) => inventoryUpdate({ kind, moref: { type, id: "x-1" }, properties: propertiesOf(texts), unset });

  test("a machine enters with what is known of it, and null for the rest", () => {
    expect(update("enter", "VirtualMachine", { name: "web", "runtime.powerState": "poweredOff" })).toEqual({
      change: "enter",
      object: {
        kind: "vm",
        id: "x-1",
        name: "web",
        parent: null,
        uuid: null,
        power: "off",
        cpus: null,
        memoryMiB: null,
        host: null,
        ip: null,
        template: false,
      },
    });
  });

  test("a change holds what has changed, and no more", () => {
    expect(update("modify", "VirtualMachine", { "config.hardware.numCPU": "8" })).toEqual({
      change: "modify",
      id: "x-1",
      facts: { cpus: 8 },
    });
  });

  test("an address that is gone is taken away", () => {
    expect(update("modify", "VirtualMachine", {}, ["guest.ipAddress"])).toMatchObject({
      facts: { ip: null },
    });
  });

  test("what leaves, leaves", () => {
    expect(update("leave", "VirtualMachine", {})).toEqual({ change: "leave", id: "x-1" });
  });

  test("a host's memory is in MiB, its states in our words", () => {
    const texts = {
      name: "esx-1",
      "runtime.connectionState": "connected",
      "runtime.powerState": "standBy",
      "runtime.inMaintenanceMode": "true",
      "summary.hardware.numCpuThreads": "64",
      "summary.hardware.memorySize": "274877906944",
    };
    expect(update("enter", "HostSystem", texts)).toMatchObject({
      object: {
        kind: "host",
        connection: "connected",
        power: "standby",
        maintenance: true,
        cpus: 64,
        memoryMiB: 262_144,
        datastores: [],
        networks: [],
      },
    });
    expect(update("enter", "HostSystem", { "runtime.connectionState": "??" })).toMatchObject({
      object: { connection: "notResponding", power: "unknown" },
    });
  });

  test("a host's datastores and networks are the references of its arrays, and none once they are unset", async () => {
    const datastores = await xml(
      '<val><ManagedObjectReference type="Datastore">datastore-1</ManagedObjectReference>' +
        '<ManagedObjectReference type="Datastore">datastore-2</ManagedObjectReference></val>',
    );
    const properties = propertiesOf({ name: "esx-1", network: "" }).set("datastore", datastores);
    const moref = { type: "HostSystem", id: "host-1" };
    expect(inventoryUpdate({ kind: "enter", moref, properties, unset: [] })).toMatchObject({
      object: { datastores: ["datastore-1", "datastore-2"], networks: [] },
    });
    expect(update("modify", "HostSystem", {}, ["datastore"])).toMatchObject({ facts: { datastores: [] } });
    expect(update("modify", "HostSystem", { name: "esx-2" })).toEqual({
      change: "modify",
      id: "x-1",
      facts: { name: "esx-2" },
    });
  });

  test("a datastore's sizes are in whole MiB", () => {
    const texts = {
      name: "ds%2f1",
      parent: "group-s5",
      "summary.type": "VMFS",
      "summary.capacity": "10737418240",
      "summary.freeSpace": "1048575",
      "summary.accessible": "true",
    };
    expect(update("enter", "Datastore", texts)).toEqual({
      change: "enter",
      object: {
        kind: "datastore",
        id: "x-1",
        name: "ds/1",
        parent: "group-s5",
        type: "VMFS",
        capacityMiB: 10_240,
        freeMiB: 0,
        accessible: true,
      },
    });
    expect(update("modify", "Datastore", { "summary.freeSpace": "2097152" })).toMatchObject({
      facts: { freeMiB: 2 },
    });
    expect(update("enter", "Datastore", {})).toMatchObject({ object: { accessible: false, freeMiB: null } });
  });

  test.each([
    ["Network", "standard"],
    ["DistributedVirtualPortgroup", "distributed"],
    ["OpaqueNetwork", "opaque"],
  ])("a %s is a %s network", (type, is) => {
    expect(update("enter", type, { name: "VLAN%2f10", parent: "group-n6" })).toEqual({
      change: "enter",
      object: { kind: "network", id: "x-1", name: "VLAN/10", parent: "group-n6", type: is },
    });
  });

  test("a portgroup of uplinks is no network for machines; one with another tag is", async () => {
    const tagged = async (key: string) => {
      const tag = await xml(`<val><Tag><key>${key}</key></Tag></val>`);
      const properties = propertiesOf({ name: "dvs-uplinks" }).set("tag", tag);
      const moref = { type: "DistributedVirtualPortgroup", id: "dvportgroup-1" };
      return inventoryUpdate({ kind: "enter", moref, properties, unset: [] });
    };
    expect(await tagged("SYSTEM/DVS.UPLINKPG")).toBeNull();
    expect(await tagged("mine")).toMatchObject({ object: { type: "distributed" } });
  });

  test.each([
    ["Folder", "folder"],
    ["StoragePod", "folder"],
    ["Datacenter", "datacenter"],
    ["ComputeResource", "compute"],
    ["ClusterComputeResource", "cluster"],
    ["VirtualApp", "vapp"],
  ])("a %s is a %s", (type, kind) => {
    expect(update("enter", type, { name: "n%25", parent: "p" })).toEqual({
      change: "enter",
      object: { kind, id: "x-1", name: "n%", parent: "p", pool: null },
    });
  });

  test("machines on a compute resource or cluster are put into its root pool", () => {
    for (const type of ["ComputeResource", "ClusterComputeResource"]) {
      expect(update("enter", type, { resourcePool: "resgroup-8" })).toMatchObject({
        object: { pool: "resgroup-8" },
      });
    }
  });

  test("a vApp is where its folder is; a kind that the inventory does not show is let go", () => {
    expect(update("enter", "VirtualApp", { parent: "resgroup-1", parentFolder: "group-v3" })).toMatchObject({
      object: { parent: "group-v3" },
    });
    expect(update("enter", "ResourcePool", { name: "pool" })).toBeNull();
    expect(update("modify", "ResourcePool", { name: "pool" })).toBeNull();
  });
});

test("no machine is read for more than its row", () => {
  const machines = INVENTORY_ROWS.find(({ type }) => type === "VirtualMachine");
  expect(machines?.paths).not.toContainEqual(expect.stringMatching(/device|snapshot|quickStats|summary/));
});
