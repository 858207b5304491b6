import type { InventoryUpdate } from "#domain/inventory-update.js";
import type { ObjectUpdate, PropertySpec } from "#providers/vsphere/property-collector.js";
import { CONTAINER_ROWS, containerRow } from "#providers/vsphere/rows/container-row.js";
import { DATASTORE_ROWS, datastoreRow } from "#providers/vsphere/rows/datastore-row.js";
import { HOST_ROWS, hostRow } from "#providers/vsphere/rows/host-row.js";
import { MACHINE_ROWS, machineRow } from "#providers/vsphere/rows/machine-row.js";
import { NETWORK_ROWS, networkRow } from "#providers/vsphere/rows/network-row.js";
import type { RowKind } from "#providers/vsphere/rows/row.js";

/** What the inventory watches: the properties of a table row, and of what holds the rows. */
export const INVENTORY_ROWS: readonly PropertySpec[] = [
  MACHINE_ROWS,
  HOST_ROWS,
  DATASTORE_ROWS,
  NETWORK_ROWS,
  ...CONTAINER_ROWS,
];

/** By the type that an object has itself; a spec above is for the types derived from its own too. */
const ROWS: Readonly<Record<string, RowKind>> = {
  VirtualMachine: machineRow,
  HostSystem: hostRow,
  Datastore: datastoreRow,
  Network: networkRow("standard"),
  DistributedVirtualPortgroup: networkRow("distributed"),
  OpaqueNetwork: networkRow("opaque"),
  Folder: containerRow("folder"),
  StoragePod: containerRow("folder"),
  Datacenter: containerRow("datacenter"),
  ComputeResource: containerRow("compute"),
  ClusterComputeResource: containerRow("cluster"),
  VirtualApp: containerRow("vapp"),
};

/** A property collector's update as the domain's; null for an object that the inventory does not show. */
export function inventoryUpdate(update: ObjectUpdate): InventoryUpdate | null {
  const { id, type } = update.moref;
  if (update.kind === "leave") return { change: "leave", id };
  const row = ROWS[type];
  if (row === undefined) return null;
  if (update.kind === "modify") return { change: "modify", id, facts: row.changed(update) };
  const object = row.entered(id, update.properties);
  return object === null ? null : { change: "enter", object };
}
