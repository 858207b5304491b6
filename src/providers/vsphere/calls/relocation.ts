import type { RelocationCapability, RelocationSpec } from "#providers/relocation.js";
import type { TaskCall } from "#providers/vsphere/calls/task-call.js";
import { moref, optionalReference } from "#providers/vsphere/references.js";
import { element, morefElement } from "#providers/vsphere/xml-writer.js";

export function relocation(call: TaskCall): RelocationCapability {
  return {
    relocate(id, to, mutation) {
      const machine = moref("VirtualMachine", id);
      const { folder } = to;
      if (isMoveToFolder(to) && folder !== null) {
        return call("MoveIntoFolder_Task", moref("Folder", folder), morefElement("list", machine), mutation);
      }
      return call("RelocateVM_Task", machine, element("spec", relocateSpec(to)), mutation);
    },
  };
}

/** A folder alone is none of RelocateVM_Task's business: a template or a machine that runs anywhere can be moved. */
function isMoveToFolder({ host, datastore, pool }: RelocationSpec): boolean {
  return host === null && datastore === null && pool === null;
}

/** A VirtualMachineRelocateSpec (its content): the order of its elements is the schema's. */
function relocateSpec({ folder, datastore, pool, host }: RelocationSpec): string {
  return (
    optionalReference("folder", "Folder", folder) +
    optionalReference("datastore", "Datastore", datastore) +
    optionalReference("pool", "ResourcePool", pool) +
    optionalReference("host", "HostSystem", host)
  );
}
