import type { FullMachine, NetworkCard, Snapshot } from "#domain/full-machine.js";
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
    cards: cardsOf(machine),
    diskSlot: freeSlot(machine.disks),
    snapshots: machine.snapshots.map(snapshotOf),
    currentSnapshot: machine.currentSnapshot,
    datastore: machine.datastore,
  };
}

/** One card, whose MAC address is made of the machine's number, in VMware's range for those that are set by hand. */
function cardsOf({ id, network, power }: Machine): readonly NetworkCard[] {
  if (network === null) return [];
  const number = Number(id.replace(/\D/gu, ""));
  const octet = (shift: number) => ((number >> shift) & 0xff).toString(16).padStart(2, "0");
  const mac = `00:50:56:${octet(16)}:${octet(8)}:${octet(0)}`;
  return [{ label: "Network adapter 1", mac, network, connected: power === "on" }];
}

function snapshotOf({ hardware: _, ...snapshot }: MachineSnapshot): Snapshot {
  return snapshot;
}
