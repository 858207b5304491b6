import type { SnapshotCapability } from "#providers/snapshots.js";
import type { TaskCall } from "#providers/vsphere/calls/task-call.js";
import { moref } from "#providers/vsphere/references.js";
import { textElement } from "#providers/vsphere/xml-writer.js";

export function snapshots(call: TaskCall): SnapshotCapability {
  return {
    createSnapshot: (id, name, mutation) =>
      call("CreateSnapshot_Task", moref("VirtualMachine", id), newSnapshot(name), mutation),
    revertSnapshot: (snapshot, mutation) =>
      call("RevertToSnapshot_Task", moref("VirtualMachineSnapshot", snapshot), "", mutation),
    removeSnapshot: (snapshot, mutation) =>
      call(
        "RemoveSnapshot_Task",
        moref("VirtualMachineSnapshot", snapshot),
        textElement("removeChildren", false) + textElement("consolidate", true),
        mutation,
      ),
  };
}

/** The name is sent as it is: a snapshot is no inventory object, and vim25 asks for no escapes in its name. */
function newSnapshot(name: string): string {
  return (
    textElement("name", name) +
    textElement("description", "") +
    textElement("memory", false) +
    textElement("quiesce", false)
  );
}
