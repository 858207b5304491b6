import type { Host } from "#domain/host.js";
import type {
  Container,
  InventoryFacts,
  InventoryObject,
  InventoryUpdate,
} from "#domain/inventory-update.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import { powerState } from "#providers/vsphere/machine-properties.js";
import type { ObjectUpdate, Properties, PropertySpec } from "#providers/vsphere/property-collector.js";
import { entityName, flag, integer, reference, text } from "#providers/vsphere/property-values.js";

/** What the inventory watches: the properties of a table row, and of what holds the rows. */
export const INVENTORY_ROWS: readonly PropertySpec[] = [
  {
    type: "VirtualMachine",
    paths: [
      "name",
      "parent",
      "parentVApp",
      "runtime.powerState",
      "runtime.host",
      "config.hardware.numCPU",
      "config.hardware.memoryMB",
      "config.template",
      "config.instanceUuid",
      "guest.ipAddress",
    ],
  },
  {
    type: "HostSystem",
    paths: [
      "name",
      "parent",
      "runtime.connectionState",
      "runtime.powerState",
      "runtime.inMaintenanceMode",
      "summary.hardware.numCpuThreads",
      "summary.hardware.memorySize",
    ],
  },
  { type: "Folder", paths: ["name", "parent"] },
  { type: "Datacenter", paths: ["name", "parent"] },
  { type: "ComputeResource", paths: ["name", "parent"] },
  { type: "VirtualApp", paths: ["name", "parent", "parentFolder"] },
];

const CONTAINERS: Readonly<Record<string, Container["kind"]>> = {
  Folder: "folder",
  Datacenter: "datacenter",
  ComputeResource: "compute",
  ClusterComputeResource: "cluster",
  VirtualApp: "vapp",
};

const HOST_CONNECTION: Readonly<Record<string, Host["connection"]>> = {
  connected: "connected",
  disconnected: "disconnected",
};

const HOST_POWER: Readonly<Record<string, Host["power"]>> = {
  poweredOn: "on",
  poweredOff: "off",
  standBy: "standby",
};

/** A property collector's update as the domain's; null for a kind of object that the inventory does not show. */
export function inventoryUpdate(update: ObjectUpdate): InventoryUpdate | null {
  const { id, type } = update.moref;
  if (update.kind === "leave") return { change: "leave", id };
  if (update.kind === "modify") return { change: "modify", id, facts: changedFacts(update) };
  const object = entered(type, id, update.properties);
  return object === null ? null : { change: "enter", object };
}

function entered(type: string, id: string, properties: Properties): InventoryObject | null {
  const place = { id, name: id, parent: null };
  if (type === "VirtualMachine") return { ...EMPTY_MACHINE, ...place, ...machineRow(properties) };
  if (type === "HostSystem") return { ...EMPTY_HOST, ...place, ...hostRow(properties) };
  const kind = CONTAINERS[type];
  return kind === undefined ? null : { kind, ...place, ...containerRow(properties) };
}

function changedFacts({ moref, properties, unset }: ObjectUpdate): InventoryFacts {
  if (moref.type === "VirtualMachine") {
    return { ...(unset.includes("guest.ipAddress") ? { ip: null } : {}), ...machineRow(properties) };
  }
  return moref.type === "HostSystem" ? hostRow(properties) : containerRow(properties);
}

const EMPTY_MACHINE: Omit<VirtualMachine, "id" | "name" | "parent"> = {
  kind: "vm",
  uuid: null,
  power: "unknown",
  cpus: null,
  memoryMiB: null,
  host: null,
  ip: null,
  template: false,
};

const EMPTY_HOST: Omit<Host, "id" | "name" | "parent"> = {
  kind: "host",
  connection: "notResponding",
  power: "unknown",
  maintenance: false,
  cpus: null,
  memoryMiB: null,
};

type Reader<T> = { readonly [K in keyof T]?: (properties: Properties) => T[K] | null };

/** Only what was reported: a reader that answers null leaves the row as it is. */
function row<T extends object>(readers: Reader<T>, properties: Properties): Partial<T> {
  const facts: Partial<T> = {};
  for (const key of Object.keys(readers) as (keyof T)[]) {
    const value = readers[key]?.(properties) ?? null;
    if (value !== null) facts[key] = value;
  }
  return facts;
}

const MACHINE_ROW: Reader<VirtualMachine> = {
  name: entityName,
  parent: (each) => reference(each, "parent") ?? reference(each, "parentVApp"),
  power: (each) => (each.has("runtime.powerState") ? powerState(text(each, "runtime.powerState")) : null),
  host: (each) => reference(each, "runtime.host"),
  cpus: (each) => integer(each, "config.hardware.numCPU"),
  memoryMiB: (each) => integer(each, "config.hardware.memoryMB"),
  template: (each) => flag(each, "config.template"),
  uuid: (each) => text(each, "config.instanceUuid"),
  ip: (each) => text(each, "guest.ipAddress"),
};

const HOST_ROW: Reader<Host> = {
  name: entityName,
  parent: (each) => reference(each, "parent"),
  connection: (each) => {
    const state = text(each, "runtime.connectionState");
    return state === null ? null : (HOST_CONNECTION[state] ?? "notResponding");
  },
  power: (each) => {
    const state = text(each, "runtime.powerState");
    return state === null ? null : (HOST_POWER[state] ?? "unknown");
  },
  maintenance: (each) => flag(each, "runtime.inMaintenanceMode"),
  cpus: (each) => integer(each, "summary.hardware.numCpuThreads"),
  memoryMiB: (each) => {
    const bytes = integer(each, "summary.hardware.memorySize");
    return bytes === null ? null : Math.floor(bytes / (1024 * 1024));
  },
};

const CONTAINER_ROW: Reader<Container> = {
  name: entityName,
  parent: (each) => reference(each, "parentFolder") ?? reference(each, "parent"),
};

const machineRow = (properties: Properties) => row<VirtualMachine>(MACHINE_ROW, properties);
const hostRow = (properties: Properties) => row<Host>(HOST_ROW, properties);
const containerRow = (properties: Properties) => row<Container>(CONTAINER_ROW, properties);
