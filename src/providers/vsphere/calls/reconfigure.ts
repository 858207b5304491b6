import type { MachineFacts } from "#domain/virtual-machine.js";
import type { HardwareChange, ReconfigureCapability } from "#providers/reconfigure.js";
import { diskChange } from "#providers/vsphere/calls/disk-spec.js";
import type { TaskCall } from "#providers/vsphere/calls/task-call.js";
import { moref } from "#providers/vsphere/references.js";
import { element, textElement } from "#providers/vsphere/xml-writer.js";

export function reconfigure(call: TaskCall): ReconfigureCapability {
  return {
    reconfigure: (before, change, mutation) =>
      call(
        "ReconfigVM_Task",
        moref("VirtualMachine", before.id),
        element("spec", changeSpec(before, change)),
        mutation,
      ),
  };
}

/** A VirtualMachineConfigSpec (its content): the order of its elements is the schema's. */
function changeSpec({ changeVersion }: MachineFacts, { cpus, memoryMiB, disk }: HardwareChange): string {
  return (
    (changeVersion === "" ? "" : textElement("changeVersion", changeVersion)) +
    (cpus === undefined ? "" : textElement("numCPUs", cpus)) +
    (memoryMiB === undefined ? "" : textElement("memoryMB", memoryMiB)) +
    (disk === undefined ? "" : diskChange(disk))
  );
}
