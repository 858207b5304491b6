import { describe, expect, test } from "vitest";
import { inventoryUpdate } from "#providers/vsphere/inventory-properties.js";
import { machineFacts } from "#providers/vsphere/machine-properties.js";
import { propertiesOf } from "./values.js";

const WHOLE = {
  name: "a%2fb",
  parent: "group-v3",
  "runtime.powerState": "poweredOn",
  "runtime.host": "host-21",
  "runtime.connectionState": "connected",
  "config.template": "false",
  "config.instanceUuid": "b170c191-7587-5f8e-9a15-08c6a0a11ca5",
  "config.changeVersion": "2026-01-01T00:00:00Z",
  "config.hardware.numCPU": "4",
  "config.hardware.numCoresPerSocket": "2",
  "config.hardware.memoryMB": "8192",
  "config.cpuHotAddEnabled": "true",
  "config.cpuHotRemoveEnabled": "false",
  "config.memoryHotAddEnabled": "true",
};
const moref = { type: "VirtualMachine", id: "vm-42" };
const facts = (texts: Record<string, string>) => machineFacts({ moref, properties: propertiesOf(texts) });

describe("a machine as an operation reads it", () => {
  test("whole", () => {
    expect(facts(WHOLE)).toEqual({
      id: "vm-42",
      uuid: "b170c191-7587-5f8e-9a15-08c6a0a11ca5",
      name: "a/b",
      parent: "group-v3",
      host: "host-21",
      power: "on",
      template: false,
      reachable: true,
      cpus: 4,
      memoryMiB: 8192,
      coresPerSocket: 2,
      cpuHotAdd: true,
      cpuHotRemove: false,
      memoryHotAdd: true,
      changeVersion: "2026-01-01T00:00:00Z",
    });
  });

  test("whose configuration the server cannot show: unreachable, and its size is not known", () => {
    const { name, parent } = WHOLE;
    expect(facts({ name, parent, "runtime.connectionState": "inaccessible" })).toMatchObject({
      name: "a/b",
      reachable: false,
      cpus: null,
      memoryMiB: null,
      power: "unknown",
      changeVersion: "",
    });
  });

  test.each([
    ["poweredOn", "on"],
    ["poweredOff", "off"],
    ["suspended", "suspended"],
    ["levitating", "unknown"],
  ])("%s is %s", (written, power) => {
    expect(facts({ ...WHOLE, "runtime.powerState": written }).power).toBe(power);
  });

  test("in a vApp, which is its parent then", () => {
    const { parent: _, ...rest } = WHOLE;
    expect(facts({ ...rest, parentVApp: "resgroup-v9" }).parent).toBe("resgroup-v9");
  });

  test("with a size that is no number is refused", () => {
    expect(() => facts({ ...WHOLE, "config.hardware.numCPU": "four" })).toThrow(/REPLY_INVALID/);
  });
});

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
      },
    });
    expect(update("enter", "HostSystem", { "runtime.connectionState": "??" })).toMatchObject({
      object: { connection: "notResponding", power: "unknown" },
    });
  });

  test.each([
    ["Folder", "folder"],
    ["Datacenter", "datacenter"],
    ["ComputeResource", "compute"],
    ["ClusterComputeResource", "cluster"],
    ["VirtualApp", "vapp"],
  ])("a %s is a %s", (type, kind) => {
    expect(update("enter", type, { name: "n%25", parent: "p" })).toMatchObject({
      object: { kind, name: "n%", parent: "p" },
    });
  });

  test("a vApp is where its folder is; a kind that the inventory does not show is let go", () => {
    expect(update("enter", "VirtualApp", { parent: "resgroup-1", parentFolder: "group-v3" })).toMatchObject({
      object: { parent: "group-v3" },
    });
    expect(update("enter", "Datastore", { name: "ds" })).toBeNull();
  });
});
