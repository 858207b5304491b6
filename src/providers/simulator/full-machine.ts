import type { FullMachine, Snapshot } from "#domain/full-machine.js";
import { disksOf, freeSlot } from "#providers/simulator/disks.js";
import { factsOf, type Machine, type MachineSnapshot } from "#providers/simulator/machine.js";

/**
 * The machine with its disks and snapshots; the caller's own copy.
 *
 * @param datastore the name of the datastore it is on; null where it is on none that is there
 */
export function fullMachineOf(machine: Machine, datastore: string | null): FullMachine {
  return {
    ...factsOf(machine),
    disks: disksOf(machine.disks, `[${datastore ?? ""}] ${machine.directory}`),
    diskSlot: freeSlot(machine.disks),
    snapshots: machine.snapshots.map(snapshotOf),
    currentSnapshot: machine.currentSnapshot,
    datastore: machine.datastore,
  };
}

function snapshotOf({ hardware: _, ...snapshot }: MachineSnapshot): Snapshot {
  return snapshot;
}
