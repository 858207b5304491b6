import type { Host } from "#domain/host.js";
import type { Container, InventoryObject } from "#domain/inventory-update.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import { Inventory } from "#inventory/inventory.js";

export function machine(id: string, name: string, parent: string | null = "vm"): VirtualMachine {
  return {
    kind: "vm",
    id,
    name,
    parent,
    uuid: null,
    power: "on",
    cpus: 2,
    memoryMiB: 4096,
    host: "host-1",
    ip: null,
    template: false,
  };
}

export function host(id: string, name: string): Host {
  return {
    kind: "host",
    id,
    name,
    parent: "cluster-1",
    connection: "connected",
    power: "on",
    maintenance: false,
    cpus: 64,
    memoryMiB: 524_288,
  };
}

export function container(
  kind: Container["kind"],
  id: string,
  name: string,
  parent: string | null,
): Container {
  return { kind, id, name, parent };
}

/** A datacenter as vCenter lays it out: folders for machines, one cluster with two hosts. */
const datacenter: readonly InventoryObject[] = [
  container("folder", "root", "Datacenters", null),
  container("datacenter", "dc-1", "DC0", "root"),
  container("folder", "vm", "vm", "dc-1"),
  container("folder", "folder-prod", "prod", "vm"),
  container("folder", "folder-test", "test", "vm"),
  container("folder", "hosts", "host", "dc-1"),
  container("cluster", "cluster-1", "C0", "hosts"),
  host("host-1", "esx-01.example"),
  host("host-2", "esx-02.example"),
];

/** An inventory with the datacenter and these objects in it. */
export function estate(...objects: readonly InventoryObject[]): Inventory {
  const inventory = new Inventory();
  inventory.apply([...datacenter, ...objects].map((object) => ({ change: "enter", object })));
  return inventory;
}
