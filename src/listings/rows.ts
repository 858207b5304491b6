import type { BesideRow } from "#domain/beside-row.js";
import type { Datastore } from "#domain/datastore.js";
import type { FullMachine, Snapshot } from "#domain/full-machine.js";
import type { Host } from "#domain/host.js";
import type { Network } from "#domain/network.js";
import type { EventRecord, TaskRecord } from "#domain/past.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import type { Inventory } from "#inventory/inventory.js";

/** What `--json` prints of a row: facts, with ids of holders put in words. */
export type RowObject = Readonly<Record<string, string | number | boolean | null>>;

/** What is listed, by the kind of listing. */
export interface ListedRows {
  readonly vms: VirtualMachine;
  readonly hosts: Host;
  readonly datastores: Datastore;
  readonly networks: Network;
  readonly snapshots: ListedSnapshot;
  readonly tasks: TaskRecord;
  readonly events: EventRecord;
}

export type ListedSnapshot = Snapshot & { readonly current: boolean };

export type ListKind = keyof ListedRows;

type RowObjects = {
  readonly [K in ListKind]: (row: ListedRows[K], inventory: Inventory) => RowObject;
};

/** Every kind of row as `--json` prints it. */
export const ROW_OBJECTS: RowObjects = {
  vms: ({ kind, id, uuid, name, power, cpus, memoryMiB, host, ip, template }, inventory) => {
    const path = inventory.path(id);
    return { kind, id, uuid, name, path, power, cpus, memoryMiB, host: inventory.nameOf(host), ip, template };
  },
  hosts: ({ kind, id, name, connection, power, maintenance, cpus, memoryMiB }, inventory) => {
    const path = inventory.path(id);
    return { kind, id, name, path, connection, power, maintenance, cpus, memoryMiB };
  },
  datastores: ({ kind, id, name, type, capacityMiB, freeMiB, accessible }, inventory) => {
    return { kind, id, name, path: inventory.path(id), type, capacityMiB, freeMiB, accessible };
  },
  networks: ({ kind, id, name, type }, inventory) => {
    return { kind, id, name, path: inventory.path(id), type };
  },
  snapshots: ({ id, name, description, created, parent, power, current }) => {
    return { kind: "snapshot", id, name, description, created, parent, power, current };
  },
  tasks: ({ id, what, target, user, state, progress, queued, ended, error }) => {
    return { kind: "task", id, what, target, user, state, progress, queued, ended, error };
  },
  events: ({ id, time, what, user, target, message }) => {
    return { kind: "event", id, time, what, user, target, message };
  },
};

/**
 * An object of the inventory as its row tells it.
 *
 * @param beside what else is known of a machine
 */
export function rowObject(
  inventory: Inventory,
  row: VirtualMachine | Host | Datastore | Network,
  beside: BesideRow | null = null,
): RowObject {
  switch (row.kind) {
    case "vm":
      return { ...ROW_OBJECTS.vms(row, inventory), ...besideObject(beside) };
    case "host":
      return ROW_OBJECTS.hosts(row, inventory);
    case "datastore":
      return ROW_OBJECTS.datastores(row, inventory);
    case "network":
      return ROW_OBJECTS.networks(row, inventory);
  }
}

/** What is to be otherwise at its next start is only there where there is something. */
function besideObject(beside: BesideRow | null): RowObject {
  if (beside === null) return {};
  const { ip, nextBoot } = beside;
  if (nextBoot === null) return { ip };
  return { ip, nextBootCpus: nextBoot.cpus, nextBootMemoryMiB: nextBoot.memoryMiB };
}

/** A machine's snapshots as rows. */
export function snapshotRows({ snapshots, currentSnapshot }: FullMachine): readonly ListedSnapshot[] {
  return snapshots.map((snapshot) => ({ ...snapshot, current: snapshot.id === currentSnapshot }));
}
