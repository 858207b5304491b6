import type { Disk, DiskSlot } from "#domain/full-machine.js";
import { wholeNumber } from "#providers/vsphere/property-values.js";
import { child, textOf, type XmlNode } from "#providers/vsphere/xml-reader.js";

/**
 * The backing that a disk can be grown on: a file that says all that an edit has to say of it. Others have a kind of
 * their own, which would have to be said again.
 */
export const GROWABLE_BACKING = "VirtualDiskFlatVer2BackingInfo";

/** The disks among a machine's devices, in the server's order. Throws `REPLY_INVALID`. */
export function disksOf(devices: readonly XmlNode[]): Disk[] {
  return devices.filter(({ xsiType }) => xsiType === "VirtualDisk").map(disk);
}

function disk(device: XmlNode): Disk {
  const id = textOf(device, "key") ?? "";
  const slot = slotOf(device);
  const backing = child(device, "backing");
  const file = (backing && textOf(backing, "fileName")) || null;
  const info = child(device, "deviceInfo");
  return {
    id,
    label: (info && textOf(info, "label")) || id,
    sizeMiB: Math.floor((wholeNumber(textOf(device, "capacityInKB"), "capacityInKB") ?? 0) / 1024),
    file,
    mode: (backing && textOf(backing, "diskMode")) ?? "",
    slot: slot ?? { controller: "", unit: 0 },
    growable:
      slot !== null &&
      file !== null &&
      backing?.xsiType === GROWABLE_BACKING &&
      child(backing, "parent") === undefined,
  };
}

/** Where a device is plugged in; null for what is on no controller. */
export function slotOf(device: XmlNode): DiskSlot | null {
  const controller = textOf(device, "controllerKey");
  const unit = wholeNumber(textOf(device, "unitNumber"), "unitNumber");
  return controller === null || unit === null ? null : { controller, unit };
}
