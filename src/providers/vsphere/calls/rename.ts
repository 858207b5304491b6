import type { RenameCapability } from "#providers/rename.js";
import type { TaskCall } from "#providers/vsphere/calls/task-call.js";
import { escapeEntityName } from "#providers/vsphere/property-values.js";
import { moref } from "#providers/vsphere/references.js";
import { textElement } from "#providers/vsphere/xml-writer.js";

export function rename(call: TaskCall): RenameCapability {
  return {
    rename: (id, newName, mutation) =>
      call(
        "Rename_Task",
        moref("VirtualMachine", id),
        textElement("newName", escapeEntityName(newName)),
        mutation,
      ),
  };
}
