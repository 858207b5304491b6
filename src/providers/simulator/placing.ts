import type { Datastore } from "#domain/datastore.js";
import type { Host } from "#domain/host.js";
import type { Container } from "#domain/inventory-update.js";
import type { Machine } from "#providers/simulator/machine.js";
import { duplicateName, invalidName } from "#providers/simulator/naming.js";
import {
  HOST_IN_MAINTENANCE,
  HOST_NOT_CONNECTED,
  invalidArgument,
  noDiskSpace,
  type Refusal,
} from "#providers/simulator/refusals.js";
import { firstRefusal } from "#providers/simulator/work.js";
import type { World } from "#providers/simulator/world.js";

/** Where a machine is to be, all of it there. */
export interface Place {
  readonly folder: Container;
  readonly host: Host;
  readonly pool: string;
  readonly datastore: Datastore;
}

/** The ids of a place; null for what is to be as it is with a machine. */
export interface PlaceIds {
  readonly folder: string | null;
  readonly host: string | null;
  readonly pool: string | null;
  readonly datastore: string | null;
}

/** What is to be put there. */
export interface Arrival {
  readonly name: string;
  /** The id of a machine that is there already and may stay; null for a new one. */
  readonly self: string | null;
  /** What the datastore needs for it, in MiB. */
  readonly neededMiB: number;
  /** Whether the host is another than before. */
  readonly comesToHost: boolean;
}

/** Looks a place up. Undefined when any part of it is not there. */
export function placeOf(world: World, machine: Machine, ids: PlaceIds): Place | undefined {
  const folder = world.tree.find(ids.folder ?? machine.parent ?? "");
  const host = world.host(ids.host ?? machine.host ?? "");
  const datastore = world.datastore(ids.datastore ?? machine.datastore ?? "");
  const cluster = world.host(machine.host ?? "")?.parent;
  const pool = ids.pool ?? world.tree.find(cluster ?? "")?.pool ?? "";
  const isThere = world.tree.ofPool(pool) !== undefined;
  if (folder === undefined || host === undefined || datastore === undefined || !isThere) return undefined;
  return { folder, host, pool, datastore };
}

/**
 * Why a machine cannot be put there. Faults: `NotSupported` (a folder that is none of machines), `InvalidName`,
 * `DuplicateName`, `HostNotConnected`, `InvalidState` (maintenance), `InvalidArgument` (what does not belong together),
 * `InvalidDatastore` (the host does not reach it), `InaccessibleDatastore`, `NoDiskSpace`.
 */
export function cannotPlace(world: World, place: Place, arrival: Arrival): Refusal | null {
  const { folder, host, pool, datastore } = place;
  const { name, self, neededMiB, comesToHost } = arrival;
  return firstRefusal(
    () => wrongFolder(world, folder, host),
    () => invalidName(name),
    () => duplicateName(world, folder.id, name, self),
    () => (host.connection === "connected" ? null : HOST_NOT_CONNECTED),
    () => (comesToHost && world.closed(host) ? HOST_IN_MAINTENANCE : null),
    () => (world.tree.ofPool(pool)?.id === host.parent ? null : invalidArgument("pool")),
    () => unreached(datastore, host),
    () => (neededMiB > (datastore.freeMiB ?? 0) ? noDiskSpace(datastore.name) : null),
  );
}

/** Refuses a folder that holds no machines, or is in another datacenter than the host. */
export function wrongFolder(world: World, folder: Container, host: Host): Refusal | null {
  if (!world.tree.holdsMachines(folder)) {
    return { fault: "NotSupported", message: `"${folder.name}" is no folder for virtual machines.` };
  }
  const { tree } = world;
  return tree.datacenterOf(folder.id) === tree.datacenterOf(host.parent) ? null : invalidArgument("folder");
}

function unreached({ id, name, accessible }: Datastore, host: Host): Refusal | null {
  if (!accessible) {
    return { fault: "InaccessibleDatastore", message: `The datastore "${name}" is not accessible.` };
  }
  return host.datastores.includes(id) ? null : invalidDatastore(name, host);
}

/** The host does not reach a datastore of that name. */
export function invalidDatastore(name: string, host: Host): Refusal {
  return { fault: "InvalidDatastore", message: `The datastore "${name}" is not reached by ${host.name}.` };
}
