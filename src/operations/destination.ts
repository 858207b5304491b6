import type { TargetExpression } from "#domain/command.js";
import type { Datastore } from "#domain/datastore.js";
import type { Facts } from "#domain/entry.js";
import { failure, type Problem } from "#domain/errors.js";
import type { FullMachine } from "#domain/full-machine.js";
import type { Host } from "#domain/host.js";
import type { Container } from "#domain/inventory-update.js";
import { lookUp } from "#inventory/lookup.js";
import { resolveOne } from "#inventory/resolve.js";
import { needed } from "#operations/change.js";
import { firstOf, refuse } from "#operations/checks.js";
import { hostClosed } from "#operations/host-checks.js";
import type { Ground } from "#operations/operation.js";
import { folderNamed, poolOf } from "#operations/whereabouts.js";
import type { PlacementFacts } from "#providers/placement.js";

/** Where a machine is to be put; null for what stays as it is. */
export interface Destination {
  readonly host: Host | null;
  readonly datastore: Datastore | null;
  readonly folder: Container | null;
}

/** A machine and its destination, as they have just been read. */
export interface Journey {
  readonly machine: FullMachine;
  readonly to: Destination;
  readonly read: PlacementFacts;
  /** The resource pool of the host that it goes to or stays on, and of the one that it comes from. */
  readonly pool: string | null;
  readonly fromPool: string | null;
}

interface Wishes {
  readonly host: TargetExpression | null;
  readonly datastore: TargetExpression | null;
  readonly folder: TargetExpression | null;
}

/** Reads a machine and where it is to go, in one call. Errors: those of resolving what was named, and of a read. */
export async function readJourney(
  { session, inventory, signal }: Ground,
  target: string | null,
  wishes: Wishes,
): Promise<Journey> {
  const { host, datastore, folder } = wishes;
  const id = needed(target);
  // A host that is not there is another endpoint's, wherever sessions have one host each.
  if (
    session.relocation === undefined &&
    host !== null &&
    lookUp(inventory, inventory.hosts, host).length === 0
  ) {
    const name = inventory.nameOf(id) ?? id;
    throw failure("MOVE_IMPOSSIBLE", { name, to: host.text, why: "NOT_OPEN", about: null });
  }
  const to: Destination = {
    host: host === null ? null : resolveOne(inventory, inventory.hosts, host),
    datastore: datastore === null ? null : resolveOne(inventory, inventory.datastores, datastore),
    folder: folder === null ? null : folderNamed(inventory, folder),
  };
  const query = {
    machine: id,
    host: to.host?.id ?? null,
    datastore: to.datastore?.id ?? null,
    network: null,
  };
  const read = await session.readPlacement(query, signal);
  const machine = read.machine ?? (await session.read({ kind: "fullMachine", id }, signal));
  const from = machine.host === null ? null : inventory.hosts.get(machine.host);
  const fromPool = from === null ? null : poolOf(inventory, from);
  return { machine, to, read, pool: to.host === null ? fromPool : poolOf(inventory, to.host), fromPool };
}

/** What must still be so when it is run: free space and the inventory's rows are never the same twice. */
export function essenceOf({ machine, to, read, pool }: Journey): unknown {
  return [machine, read.host, pool, to.host?.id, to.datastore?.id, to.folder?.id];
}

/** Why the machine could not be put there, or null. */
export function outOfReach({ machine, to, read }: Journey, { inventory }: Ground): Problem | null {
  const host = to.host ?? (machine.host === null ? null : inventory.hosts.get(machine.host));
  const apart = (what: "datastore" | "folder", name: string) =>
    refuse("PLACE_APART", { what, name, host: host?.name ?? "" });
  return firstOf(
    () => (to.host === null || read.host === null ? null : hostClosed(read.host)),
    () =>
      read.datastore === null || read.datastore.accessible
        ? null
        : refuse("DATASTORE_UNREACHABLE", { name: read.datastore.name }),
    () => {
      const stored = to.datastore?.id ?? machine.datastore;
      if (host === null || stored === null || host.datastores.includes(stored)) return null;
      return apart("datastore", inventory.nameOf(stored) ?? stored);
    },
    () => {
      if (to.folder === null || host === null) return null;
      const together = inventory.datacenterOf(host.id) === inventory.datacenterOf(to.folder.id);
      return together ? null : apart("folder", inventory.path(to.folder.id));
    },
  );
}

/** The ids and names of where it goes, for the intent. */
export function chosenOf({ host, datastore, folder }: Destination, path: (id: string) => string): Facts {
  return {
    ...(host === null ? {} : { host: host.name, hostId: host.id }),
    ...(datastore === null ? {} : { datastore: datastore.name, datastoreId: datastore.id }),
    ...(folder === null ? {} : { folder: path(folder.id), folderId: folder.id }),
  };
}
