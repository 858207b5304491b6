import type { FullMachine } from "#domain/full-machine.js";
import type { ObjectProperties, PropertySpec } from "#providers/vsphere/property-collector.js";
import { cardsOf } from "#providers/vsphere/subjects/card-properties.js";
import { disksOf } from "#providers/vsphere/subjects/disk-properties.js";
import { freeDiskSlot } from "#providers/vsphere/subjects/disk-slot.js";
import { homeDatastore } from "#providers/vsphere/subjects/home-datastore.js";
import { MACHINE_FACTS, machineFacts } from "#providers/vsphere/subjects/machine-properties.js";
import { snapshotsOf } from "#providers/vsphere/subjects/snapshot-properties.js";

/** What only the operations on disks, snapshots and places read of a virtual machine. */
export const FULL_MACHINE: PropertySpec = {
  type: MACHINE_FACTS.type,
  paths: [
    ...MACHINE_FACTS.paths,
    "config.hardware.device",
    "config.files.vmPathName",
    "datastore",
    "snapshot",
  ],
};

/** vim25 properties of a VirtualMachine as domain facts. Throws `REPLY_INVALID`. */
export function fullMachine(object: ObjectProperties): FullMachine {
  const { properties } = object;
  const devices = properties.get("config.hardware.device")?.children ?? [];
  return {
    ...machineFacts(object),
    disks: disksOf(devices),
    cards: cardsOf(devices),
    diskSlot: freeDiskSlot(devices),
    ...snapshotsOf(properties.get("snapshot")),
    datastore: homeDatastore(properties, devices),
  };
}
