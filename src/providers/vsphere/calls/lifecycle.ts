import type { LifecycleCapability } from "#providers/lifecycle.js";
import { newMachineSpec } from "#providers/vsphere/calls/new-machine-spec.js";
import type { TaskCall } from "#providers/vsphere/calls/task-call.js";
import { moref } from "#providers/vsphere/references.js";
import { element, morefElement } from "#providers/vsphere/xml-writer.js";

export function lifecycle(call: TaskCall): LifecycleCapability {
  return {
    create(machine, mutation) {
      const args =
        element("config", newMachineSpec(machine)) +
        morefElement("pool", moref("ResourcePool", machine.pool)) +
        morefElement("host", moref("HostSystem", machine.host));
      return call("CreateVM_Task", moref("Folder", machine.folder), args, mutation);
    },
    destroy: ({ id }, _disks, mutation) => call("Destroy_Task", moref("VirtualMachine", id), "", mutation),
  };
}
