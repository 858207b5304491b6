import type { Disk, DiskSlot } from "#domain/full-machine.js";

/** How disks on a bus are called in a machine ("formatdomain", Hard drives), and how many it takes without a controller more. */
const BUSES: Readonly<Record<string, { readonly prefix: string; readonly most: number }>> = {
  virtio: { prefix: "vd", most: 256 },
  xen: { prefix: "xvd", most: 256 },
  scsi: { prefix: "sd", most: 256 },
  sata: { prefix: "sd", most: 6 },
  usb: { prefix: "sd", most: 256 },
  ide: { prefix: "hd", most: 4 },
};

/** A place on a bus by the name of what is there: unit 0 of `virtio` for `vda`. Null for a name of another kind. */
export function slotNamed(bus: string, target: string): DiskSlot | null {
  const prefix = BUSES[bus]?.prefix;
  const letters = prefix !== undefined && target.startsWith(prefix) ? target.slice(prefix.length) : "";
  if (!/^[a-z]{1,3}$/.test(letters)) return null;
  const unit = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 96, 0) - 1;
  return { controller: bus, unit };
}

/** The name of such a place: `vda` for unit 0 of `virtio`. */
export function targetAt({ controller, unit }: DiskSlot): string {
  let letters = "";
  for (let left = unit; left >= 0; left = Math.floor(left / 26) - 1) {
    letters = String.fromCharCode(97 + (left % 26)) + letters;
  }
  return `${BUSES[controller]?.prefix ?? "vd"}${letters}`;
}

/**
 * The first free place for another disk: on the bus of the first that there is, which the guest knows how to use. Null when it
 * is full.
 *
 * @param taken all names in the machine, of CD drives too
 */
export function freeSlot(disks: readonly Disk[], taken: ReadonlySet<string>, bus: string): DiskSlot | null {
  const controller = disks.find(({ slot }) => BUSES[slot.controller] !== undefined)?.slot.controller ?? bus;
  for (let unit = 0; unit < (BUSES[controller]?.most ?? 0); unit++) {
    if (!taken.has(targetAt({ controller, unit }))) return { controller, unit };
  }
  return null;
}
