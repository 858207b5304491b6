import type { TargetExpression } from "#domain/command.js";
import type { Facts } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import type { FullMachine } from "#domain/full-machine.js";
import type { Host } from "#domain/host.js";
import type { Container } from "#domain/inventory-update.js";
import type { Inventory } from "#inventory/inventory.js";
import { resolveOne } from "#inventory/resolve.js";

/** The folder below a datacenter that holds its machines. vSphere gives it this name in every language. */
const MACHINE_FOLDER = "vm";

/** The folder that an expression means. Errors as `resolveOne`, for folders alone. */
export function folderNamed(inventory: Inventory, expression: TargetExpression): Container {
  const isFolder = ({ kind }: Container) => kind === "folder";
  const { containers } = inventory;
  return resolveOne(
    inventory,
    {
      all: () => containers.all().filter(isFolder),
      get: (id) => {
        const found = containers.get(id);
        return found !== null && isFolder(found) ? found : null;
      },
      named: (name) => containers.named(name).filter(isFolder),
    },
    expression,
  );
}

/**
 * The folder of machines of the datacenter that holds a host; where the platform has no datacenters, the one folder that holds
 * all. NO_PLACE where there is none.
 */
export function machineFolderOf(inventory: Inventory, id: string): Container {
  const datacenter = inventory.datacenterOf(id);
  const holder = inventory.containers.get(inventory.get(id)?.parent ?? "");
  if (datacenter === null && holder !== null && isRoot(holder)) return holder;
  const folder = inventory.containers.named(MACHINE_FOLDER).find(({ parent }) => parent === datacenter);
  if (datacenter === null || folder === undefined) throw failure("NO_PLACE", { what: "folder" });
  return folder;
}

/** Whether a folder holds all that there is, and has no path of its own. */
export function isRoot({ kind, parent }: Container): boolean {
  return kind === "folder" && parent === null;
}

/** The resource pool that machines on a host are put into: its cluster's, or its own. */
export function poolOf(inventory: Inventory, { parent }: Host): string | null {
  return parent === null ? null : (inventory.containers.get(parent)?.pool ?? null);
}

/** Where a machine is, by names: what the records of a creation, a move and a clone have in common. */
export function whereabouts(inventory: Inventory, { host, datastore, parent }: FullMachine): Facts {
  return {
    host: inventory.nameOf(host) ?? host,
    datastore: inventory.nameOf(datastore) ?? datastore,
    folder: parent === null ? null : inventory.path(parent) || parent,
  };
}

/** What a machine has, in all. */
export function hardware({ power, cpus, memoryMiB, disks }: FullMachine): Facts {
  return { power, cpus, memoryMiB, diskMiB: disks.reduce((sum, { sizeMiB }) => sum + sizeMiB, 0) };
}
