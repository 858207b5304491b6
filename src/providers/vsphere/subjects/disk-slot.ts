import type { DiskSlot } from "#domain/full-machine.js";
import { slotOf } from "#providers/vsphere/subjects/disk-properties.js";
import { textOf, type XmlNode } from "#providers/vsphere/xml-reader.js";

interface ControllerKind {
  readonly types: readonly string[];
  readonly units: readonly number[];
}

const upTo = (count: number) => Array.from({ length: count }, (_, unit) => unit);

/** Controllers of disks, those that a disk is rather put on first. Source: vSphere's configuration maximums. */
const CONTROLLERS: readonly ControllerKind[] = [
  {
    types: [
      "ParaVirtualSCSIController",
      "VirtualLsiLogicSASController",
      "VirtualLsiLogicController",
      "VirtualBusLogicController",
    ],
    // 7 is the controller's own.
    units: upTo(16).filter((unit) => unit !== 7),
  },
  { types: ["VirtualNVMEController"], units: upTo(15) },
  { types: ["VirtualAHCIController"], units: upTo(30) },
  { types: ["VirtualIDEController"], units: upTo(2) },
];

/** The first free place for a disk; null when every controller is full. Throws `REPLY_INVALID`. */
export function freeDiskSlot(devices: readonly XmlNode[]): DiskSlot | null {
  const taken = new Set(devices.map(slotOf).map((slot) => (slot === null ? "" : place(slot))));
  for (const { types, units } of CONTROLLERS) {
    for (const device of devices) {
      const controller = textOf(device, "key");
      if (controller === null || !types.includes(device.xsiType ?? "") || isShared(device)) continue;
      const unit = units.find((each) => !taken.has(place({ controller, unit: each })));
      if (unit !== undefined) return { controller, unit };
    }
  }
  return null;
}

function place({ controller, unit }: DiskSlot): string {
  return `${controller}:${unit}`;
}

/** A bus that machines share takes no disk of one machine alone. */
function isShared(controller: XmlNode): boolean {
  return (textOf(controller, "sharedBus") ?? "noSharing") !== "noSharing";
}
