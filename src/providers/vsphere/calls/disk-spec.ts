import type { Disk, DiskSlot } from "#domain/full-machine.js";
import type { DiskChange } from "#providers/reconfigure.js";
import { GROWABLE_BACKING } from "#providers/vsphere/subjects/disk-properties.js";
import { element, textElement } from "#providers/vsphere/xml-writer.js";

/** What a new device is called until the server gives it a key of its own. */
const NEW_DISK = "-1";

/** A VirtualDeviceConfigSpec for a disk that grows or is added. */
export function diskChange(change: DiskChange): string {
  return "grow" in change
    ? grownDisk(change.grow, change.sizeMiB)
    : newDisk(NEW_DISK, change.add, change.sizeMiB);
}

/** All that tells which disk is meant is sent as it was read. */
function grownDisk(disk: Disk, sizeMiB: number): string {
  const backing = textElement("fileName", disk.file ?? "") + textElement("diskMode", disk.mode);
  return deviceChange("edit", "VirtualDisk", diskDevice(disk.id, backing, disk.slot, sizeMiB));
}

/** A thin disk; the server names its file, beside the machine's own. */
export function newDisk(key: string, slot: DiskSlot, sizeMiB: number): string {
  const backing =
    textElement("fileName", "") +
    textElement("diskMode", "persistent") +
    textElement("thinProvisioned", true);
  return deviceChange("add", "VirtualDisk", diskDevice(key, backing, slot, sizeMiB), "create");
}

function diskDevice(key: string, backing: string, slot: DiskSlot, sizeMiB: number): string {
  return (
    textElement("key", key) +
    element("backing", backing, GROWABLE_BACKING) +
    textElement("controllerKey", slot.controller) +
    textElement("unitNumber", slot.unit) +
    textElement("capacityInKB", sizeMiB * 1024)
  );
}

/** A VirtualDeviceConfigSpec: the order of its elements is the schema's. */
export function deviceChange(
  operation: "add" | "edit",
  type: string,
  device: string,
  fileOperation?: "create",
): string {
  return element(
    "deviceChange",
    textElement("operation", operation) +
      (fileOperation === undefined ? "" : textElement("fileOperation", fileOperation)) +
      element("device", device, type),
  );
}
