import type { DiskChange } from "#providers/reconfigure.js";
import { diskId, diskIn, isFree, type MachineDisk } from "#providers/simulator/disks.js";
import { LIMITS } from "#providers/simulator/limits.js";
import type { Machine } from "#providers/simulator/machine.js";
import { invalidArgument, invalidDevice, noDiskSpace, type Refusal } from "#providers/simulator/refusals.js";
import type { World } from "#providers/simulator/world.js";

type Disks = { readonly disks: readonly MachineDisk[] } | { readonly refusal: Refusal };

const HAS_SNAPSHOTS: Refusal = {
  fault: "InvalidDeviceOperation",
  message: "A disk of a virtual machine with snapshots cannot be extended.",
};
const IS_RAW: Refusal = {
  fault: "InvalidDeviceOperation",
  message: "A raw device cannot be extended.",
};

/**
 * The disks of a machine after a change of them. Faults: `InvalidArgument` (a size that no disk has, or smaller than it
 * is), `InvalidDeviceSpec` (no such disk; no such slot, or one that is taken), `InvalidDeviceOperation`, `NoDiskSpace`.
 */
export function changedDisks(machine: Machine, change: DiskChange, world: World): Disks {
  const changed = "grow" in change ? grown(machine, change.grow.id, change.sizeMiB) : added(machine, change);
  if ("refusal" in changed) return changed;
  const datastore = machine.datastore === null ? undefined : world.datastore(machine.datastore);
  const lacks = changed.moreMiB > (datastore?.freeMiB ?? 0);
  return lacks ? { refusal: noDiskSpace(datastore?.name ?? "") } : { disks: changed.disks };
}

/** Whether any disk can have the size. */
export function isDiskSize(sizeMiB: number): boolean {
  return Number.isInteger(sizeMiB) && sizeMiB >= 1 && sizeMiB <= LIMITS.maxDiskMiB;
}

type Changed = { disks: readonly MachineDisk[]; moreMiB: number } | { refusal: Refusal };

function grown({ disks, snapshots }: Machine, id: string, sizeMiB: number): Changed {
  const disk = disks.find((one) => diskId(one) === id);
  if (disk === undefined) return { refusal: invalidDevice("key") };
  if (!isDiskSize(sizeMiB) || sizeMiB < disk.sizeMiB) return { refusal: invalidArgument("capacityInKB") };
  if (disk.raw) return { refusal: IS_RAW };
  if (snapshots.length > 0) return { refusal: HAS_SNAPSHOTS };
  return {
    disks: disks.map((one) => (one === disk ? { ...disk, sizeMiB } : one)),
    moreMiB: sizeMiB - disk.sizeMiB,
  };
}

function added({ disks }: Machine, { add, sizeMiB }: Extract<DiskChange, { add: unknown }>): Changed {
  if (!isFree(add, disks)) return { refusal: invalidDevice("unitNumber") };
  if (!isDiskSize(sizeMiB)) return { refusal: invalidArgument("capacityInKB") };
  return { disks: [...disks, diskIn(add, sizeMiB)], moreMiB: sizeMiB };
}
