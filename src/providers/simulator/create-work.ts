import type { Host } from "#domain/host.js";
import type { NewMachine } from "#providers/lifecycle.js";
import { isDiskSize } from "#providers/simulator/disk-work.js";
import { datastoreNamed, freeDirectory } from "#providers/simulator/lookups.js";
import { NO_SNAPSHOTS } from "#providers/simulator/machine.js";
import { cannotPlace, invalidDatastore } from "#providers/simulator/placing.js";
import { isCpuCount, isMemorySize } from "#providers/simulator/reconfigure-work.js";
import { invalidArgument, OBJECT_GONE, type Refusal } from "#providers/simulator/refusals.js";
import { firstRefusal, type Work } from "#providers/simulator/work.js";
import type { World } from "#providers/simulator/world.js";

/** The ids of guests' systems end so: `debian12_64Guest`. */
const GUEST_ID = /^[A-Za-z][A-Za-z0-9_]*Guest(64)?$/;

/**
 * Makes a machine without a guest's system, and so without tools. Faults: those of `cannotPlace`, `InvalidArgument`,
 * `InvalidDeviceBacking` (a network that the host does not reach).
 */
export function create(spec: NewMachine): Work {
  return (world) => {
    const { name, cpus, memoryMiB, diskMiB, pool } = spec;
    const folder = world.tree.find(spec.folder);
    const host = world.host(spec.host);
    const isThere = world.tree.ofPool(pool) !== undefined && networkIsThere(world, spec);
    if (folder === undefined || host === undefined || !isThere) return { refusal: OBJECT_GONE };
    const datastore = datastoreNamed(world, host, spec.datastoreName);
    if (datastore === undefined) return { refusal: invalidDatastore(spec.datastoreName, host) };
    const refusal = firstRefusal(
      () => impossible(spec),
      () =>
        cannotPlace(
          world,
          { folder, host, pool, datastore },
          { name, self: null, neededMiB: diskMiB ?? 0, comesToHost: true },
        ),
      () => networkApart(spec, host),
    );
    if (refusal !== null) return { refusal };
    const perform = (): string => {
      const identity = world.births.machine();
      world.addMachine({
        ...identity,
        // A guest that has no tools tells no address.
        address: null,
        tools: false,
        name,
        parent: folder.id,
        host: host.id,
        power: "off",
        template: false,
        reachable: true,
        cpus,
        memoryMiB,
        coresPerSocket: 1,
        cpuHotAdd: false,
        cpuHotRemove: false,
        memoryHotAdd: false,
        changeVersion: world.births.changeVersion(),
        disks: diskMiB === null ? [] : [{ unit: 0, sizeMiB: diskMiB, raw: false }],
        network: spec.network?.id ?? null,
        snapshots: NO_SNAPSHOTS,
        currentSnapshot: null,
        datastore: datastore.id,
        directory: freeDirectory(world, datastore.id, name),
      });
      return identity.id;
    };
    return { perform };
  };
}

function impossible({ cpus, memoryMiB, diskMiB, guest }: NewMachine): Refusal | null {
  if (!isCpuCount(cpus)) return invalidArgument("config.numCPUs");
  if (!isMemorySize(memoryMiB)) return invalidArgument("config.memoryMB");
  if (diskMiB !== null && !isDiskSize(diskMiB)) return invalidArgument("config.deviceChange.capacityInKB");
  return GUEST_ID.test(guest) ? null : invalidArgument("config.guestId");
}

function networkIsThere(world: World, { network }: NewMachine): boolean {
  return network === null || world.network(network.id) !== undefined;
}

function networkApart({ network }: NewMachine, host: Host): Refusal | null {
  if (network === null || host.networks.includes(network.id)) return null;
  const message = `The network "${network.name}" is not reached by ${host.name}.`;
  return { fault: "InvalidDeviceBacking", message };
}
