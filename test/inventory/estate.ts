import type { Datastore } from "#domain/datastore.js";
import type { Host } from "#domain/host.js";
import type { Container, InventoryObject } from "#domain/inventory-update.js";
import type { Network } from "#domain/network.js";
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

export function host(id: string, name: string, changes: Partial<Host> = {}): Host {
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
    datastores: ["ds-1", "ds-2"],
    networks: ["net-1", "net-2"],
    ...changes,
  };
}

export function datastore(id: string, name: string, changes: Partial<Datastore> = {}): Datastore {
  return {
    kind: "datastore",
    id,
    name,
    parent: "stores",
    type: "VMFS",
    capacityMiB: 1024 * 1024,
    freeMiB: 512 * 1024,
    accessible: true,
    ...changes,
  };
}

export function network(id: string, name: string, changes: Partial<Network> = {}): Network {
  return { kind: "network", id, name, parent: "nets", type: "standard", ...changes };
}

export function container(
  kind: Container["kind"],
  id: string,
  name: string,
  parent: string | null,
  pool: string | null = null,
): Container {
  return { kind, id, name, parent, pool };
}

/**
 * A datacenter as vCenter lays it out: folders for machines, one cluster with two hosts that reach two datastores and two
 * networks; ds-2 has more room.
 */
const datacenter: readonly InventoryObject[] = [
  container("folder", "root", "Datacenters", null),
  container("datacenter", "dc-1", "DC0", "root"),
  container("folder", "vm", "vm", "dc-1"),
  container("folder", "folder-prod", "prod", "vm"),
  container("folder", "folder-test", "test", "vm"),
  container("folder", "hosts", "host", "dc-1"),
  container("folder", "stores", "datastore", "dc-1"),
  container("folder", "nets", "network", "dc-1"),
  container("cluster", "cluster-1", "C0", "hosts", "pool-1"),
  host("host-1", "esx-01.example"),
  host("host-2", "esx-02.example"),
  datastore("ds-1", "ds-1"),
  datastore("ds-2", "ds-2", { freeMiB: 768 * 1024 }),
  network("net-1", "VM Network"),
  network("net-2", "Backup", { type: "distributed" }),
];

/** An inventory with the datacenter and these objects in it. */
export function estate(...objects: readonly InventoryObject[]): Inventory {
  const inventory = new Inventory();
  inventory.apply([...datacenter, ...objects].map((object) => ({ change: "enter", object })));
  return inventory;
}
