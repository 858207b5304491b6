import type { Disk, FullMachine, Snapshot } from "#domain/full-machine.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import type { MachineDisk } from "#providers/simulator/disks.js";
import { type Hardware, hardwareOf, type Machine, NO_SNAPSHOTS } from "#providers/simulator/machine.js";

/** Of networks for measurements (RFC 2544): nobody takes such an address for one that a guest has told. */
const SUBNET = 250;

/**
 * A machine as its row says. What that does not have is as of most machines, until it is learnt; a guest that does not run
 * gets an address once it does.
 *
 * @param index which of the machines that are copied it is
 */
export function machineOfRow(row: VirtualMachine, index: number, changeVersion: string): Machine {
  const { kind: _, ip, ...facts } = row;
  const runs = row.power === "on";
  return {
    ...facts,
    reachable: true,
    coresPerSocket: 1,
    cpuHotAdd: false,
    cpuHotRemove: false,
    memoryHotAdd: false,
    changeVersion,
    tools: !row.template,
    address: ip ?? (runs || row.template ? null : addressOf(index)),
    disks: [],
    network: null,
    snapshots: NO_SNAPSHOTS,
    currentSnapshot: null,
    datastore: null,
    directory: row.name,
  };
}

/** What becomes known of a machine when it is read whole: all that its row does not have. */
export function learntOf(machine: Machine, full: FullMachine): Partial<Machine> {
  const { reachable, coresPerSocket, cpuHotAdd, cpuHotRemove, memoryHotAdd, changeVersion } = full;
  const { datastore, currentSnapshot } = full;
  const disks = full.disks.map((disk) => copiedDisk(disk, full));
  const hardware = hardwareOf({ ...machine, coresPerSocket, disks });
  return {
    reachable,
    coresPerSocket,
    cpuHotAdd,
    cpuHotRemove,
    memoryHotAdd,
    changeVersion,
    // Of a guest that does not run nobody can tell.
    tools: full.power === "on" ? full.toolsRunning : machine.tools,
    disks,
    network: full.cards[0]?.network ?? null,
    snapshots: full.snapshots.map((snapshot) => copiedSnapshot(snapshot, hardware)),
    currentSnapshot,
    datastore,
    directory: directoryOf(full.disks) ?? machine.name,
  };
}

/** A disk that lies on top of another's file does not grow, and will once the snapshots are gone. */
function copiedDisk(
  { id, label, file, mode, slot, sizeMiB, growable }: Disk,
  { snapshots }: FullMachine,
): MachineDisk {
  const raw = !growable && snapshots.length === 0;
  return { unit: slot.unit, sizeMiB, raw, copied: { id, label, file, mode, slot } };
}

/** What hardware it keeps no read says: that of now, as of most snapshots. */
function copiedSnapshot(snapshot: Snapshot, hardware: Hardware) {
  return { ...snapshot, hardware };
}

/** `web-01` of `[tyo-vmfs-01] web-01/web-01.vmdk`. */
function directoryOf(disks: readonly Disk[]): string | null {
  const path = /^\[[^\]]*\] (.+)\/[^/]*$/u.exec(disks[0]?.file ?? "");
  return path?.[1] ?? null;
}

function addressOf(index: number): string {
  return `198.18.${Math.floor(index / SUBNET) % 256}.${(index % SUBNET) + 2}`;
}
