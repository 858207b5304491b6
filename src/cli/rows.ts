import type { Host } from "#domain/host.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import type { Inventory } from "#inventory/inventory.js";

export type RowObject = Readonly<Record<string, string | number | boolean | null>>;

/** A row as `--json` prints it: the inventory's facts, with ids of holders put in words. */
export function rowObject(inventory: Inventory, object: VirtualMachine | Host): RowObject {
  const path = inventory.path(object.id);
  if (object.kind === "host") {
    const { kind, id, name, connection, power, maintenance, cpus, memoryMiB } = object;
    return { kind, id, name, path, connection, power, maintenance, cpus, memoryMiB };
  }
  const { kind, id, uuid, name, power, cpus, memoryMiB, ip, template } = object;
  const host = inventory.hostName(object.host);
  return { kind, id, uuid, name, path, power, cpus, memoryMiB, host, ip, template };
}
