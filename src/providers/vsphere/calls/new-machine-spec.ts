import type { NewMachine } from "#providers/lifecycle.js";
import { deviceChange, newDisk } from "#providers/vsphere/calls/disk-spec.js";
import { networkBacking } from "#providers/vsphere/calls/network-backing.js";
import { escapeEntityName } from "#providers/vsphere/property-values.js";
import { element, textElement } from "#providers/vsphere/xml-writer.js";

/** What new devices are called until the server gives them keys of its own. */
const CONTROLLER = "-1";
const DISK = "-2";
const CARD = "-3";

/**
 * A VirtualMachineConfigSpec (its content): the order of its elements is the schema's. There is a disk controller
 * without a disk too, so that one can be added later.
 */
export function newMachineSpec(machine: NewMachine): string {
  const { name, guest, datastoreName, cpus, memoryMiB, diskMiB, network } = machine;
  const disk = diskMiB === null ? "" : newDisk(DISK, { controller: CONTROLLER, unit: 0 }, diskMiB);
  return (
    textElement("name", escapeEntityName(name)) +
    textElement("guestId", guest) +
    element("files", textElement("vmPathName", `[${escapeEntityName(datastoreName)}]`)) +
    textElement("numCPUs", cpus) +
    textElement("memoryMB", memoryMiB) +
    diskController(guest) +
    disk +
    (network === null ? "" : networkCard(networkBacking(network)))
  );
}

/** Windows brings no driver for the paravirtual controller. */
function diskController(guest: string): string {
  const type = /^win/i.test(guest) ? "VirtualLsiLogicSASController" : "ParaVirtualSCSIController";
  return deviceChange(
    "add",
    type,
    textElement("key", CONTROLLER) + textElement("busNumber", 0) + textElement("sharedBus", "noSharing"),
  );
}

function networkCard(backing: string): string {
  const connectable =
    textElement("startConnected", true) +
    textElement("allowGuestControl", true) +
    textElement("connected", true);
  return deviceChange(
    "add",
    "VirtualVmxnet3",
    textElement("key", CARD) +
      backing +
      element("connectable", connectable) +
      textElement("addressType", "generated"),
  );
}
