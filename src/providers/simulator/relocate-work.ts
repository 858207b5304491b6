import type { RelocationSpec } from "#providers/relocation.js";
import { elsewhere, totalMiB } from "#providers/simulator/disks.js";
import { freeDirectory } from "#providers/simulator/lookups.js";
import type { MachineChange } from "#providers/simulator/machine.js";
import { duplicateName } from "#providers/simulator/naming.js";
import { cannotPlace, placeOf, wrongFolder } from "#providers/simulator/placing.js";
import { OBJECT_GONE, UNREACHABLE_MACHINE } from "#providers/simulator/refusals.js";
import { firstRefusal, onMachine, type Work } from "#providers/simulator/work.js";

/**
 * Brings a machine or template to another host, datastore or folder, its snapshots with it, whether it runs or not.
 * Faults: `InvalidState` (out of reach; the host in maintenance), and those of `cannotPlace`.
 */
export function relocate(id: string, to: RelocationSpec): Work {
  return onMachine(id, (machine, world) => {
    const place = placeOf(world, machine, to);
    if (place === undefined) return { refusal: OBJECT_GONE };
    const { folder, host, datastore } = place;
    const comesToDatastore = datastore.id !== machine.datastore;
    const arrival = {
      name: machine.name,
      self: machine.id,
      neededMiB: comesToDatastore ? totalMiB(machine.disks) : 0,
      comesToHost: host.id !== machine.host,
    };
    const refusal = firstRefusal(
      () => (machine.reachable ? null : UNREACHABLE_MACHINE),
      () => cannotPlace(world, place, arrival),
    );
    if (refusal !== null) return { refusal };
    const moved: MachineChange = { parent: folder.id, host: host.id };
    if (!comesToDatastore) return { change: moved };
    const directory = freeDirectory(world, datastore.id, machine.name);
    const disks = elsewhere(machine.disks);
    return { change: { ...moved, disks, datastore: datastore.id, directory } };
  });
}

/** Puts a machine into another folder of its datacenter. Faults: `NotSupported`, `InvalidArgument`, `DuplicateName`. */
export function moveToFolder(id: string, folderId: string): Work {
  return onMachine(id, (machine, world) => {
    const folder = world.tree.find(folderId);
    const host = world.host(machine.host ?? "");
    if (folder === undefined || host === undefined) return { refusal: OBJECT_GONE };
    const refusal = firstRefusal(
      () => wrongFolder(world, folder, host),
      () => duplicateName(world, folder.id, machine.name, machine.id),
    );
    return refusal === null ? { change: { parent: folder.id } } : { refusal };
  });
}
