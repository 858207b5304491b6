import type { Disk, DiskSlot } from "#domain/full-machine.js";

/** A disk of a machine. Its number, label and file are made of where it stands among the others. */
export interface MachineDisk {
  readonly unit: number;
  readonly sizeMiB: number;
  /** A raw device and no file of its own: it cannot grow. */
  readonly raw: boolean;
  /** Of a disk that was copied from another server: what it is there. */
  readonly copied?: Partial<Pick<Disk, "id" | "label" | "file" | "mode" | "slot">>;
}

/** Machines have one controller, and disks on it as vSphere numbers them. */
const CONTROLLER = "1000";
const FIRST_DISK = 2000;
const UNITS = 16;
/** The controller is a device of its own bus. */
const OWN_UNIT = 7;

/** Plain disks of these sizes in GiB, one behind the other; frozen, so that machines can share them. */
export function plainDisks(...sizesGiB: readonly number[]): readonly MachineDisk[] {
  return Object.freeze(
    sizesGiB.map((size, unit) => Object.freeze({ unit, sizeMiB: size * 1024, raw: false })),
  );
}

/** The same, the last of them a raw device. */
export function withRawDisk(...sizesGiB: readonly number[]): readonly MachineDisk[] {
  const last = sizesGiB.length - 1;
  return Object.freeze(
    plainDisks(...sizesGiB).map((disk, index) => Object.freeze({ ...disk, raw: index === last })),
  );
}

/** What the disks take of a datastore, in MiB: thin or not, they are counted at their full size. */
export function totalMiB(disks: readonly MachineDisk[]): number {
  return disks.reduce((sum, { sizeMiB }) => sum + sizeMiB, 0);
}

/** The disk's id on its machine. */
export function diskId({ unit, copied }: MachineDisk): string {
  return copied?.id ?? String(FIRST_DISK + unit);
}

/** Whether a disk can be plugged in there. */
export function isFree(slot: DiskSlot, disks: readonly MachineDisk[]): boolean {
  const { controller, unit } = slot;
  const there = Number.isInteger(unit) && unit >= 0 && unit < UNITS && unit !== OWN_UNIT;
  const taken = disks.map(slotOf);
  const isController = controller === CONTROLLER || taken.some((each) => each.controller === controller);
  return isController && there && !taken.some((each) => each.controller === controller && each.unit === unit);
}

/** A new disk in a slot. */
export function diskIn({ controller, unit }: DiskSlot, sizeMiB: number): MachineDisk {
  const disk = { unit, sizeMiB, raw: false };
  if (controller === CONTROLLER) return disk;
  return { ...disk, copied: { id: `${controller}-${unit}`, slot: { controller, unit } } };
}

/** The disks once they have been written somewhere else: their files are other ones. */
export function elsewhere(disks: readonly MachineDisk[]): readonly MachineDisk[] {
  return disks.map((disk) => {
    const { file: _, ...copied } = disk.copied ?? {};
    return disk.copied === undefined ? disk : { ...disk, copied };
  });
}

function slotOf({ unit, copied }: MachineDisk): DiskSlot {
  return copied?.slot ?? { controller: CONTROLLER, unit };
}

/** The first free slot, or null. */
export function freeSlot(disks: readonly MachineDisk[]): DiskSlot | null {
  for (let unit = 0; unit < UNITS; unit++) {
    const slot = { controller: disks[0]?.copied?.slot?.controller ?? CONTROLLER, unit };
    if (isFree(slot, disks)) return slot;
  }
  return null;
}

/** The disks as an operation reads them. `folder` is where the machine's files are: `[tyo-vmfs-01] web-01`. */
export function disksOf(disks: readonly MachineDisk[], folder: string): Disk[] {
  const base = folder.slice(folder.indexOf(" ") + 1);
  return disks.map((disk, index) => ({
    id: diskId(disk),
    label: `Hard disk ${index + 1}`,
    sizeMiB: disk.sizeMiB,
    file: `${folder}/${base}${index === 0 ? "" : `_${index}`}.vmdk`,
    mode: disk.raw ? "independent_persistent" : "persistent",
    slot: slotOf(disk),
    growable: !disk.raw,
    ...disk.copied,
  }));
}
