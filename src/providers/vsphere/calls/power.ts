import type { Mutation } from "#providers/mutation.js";
import type { PowerCapability } from "#providers/power.js";
import type { TaskCall } from "#providers/vsphere/calls/task-call.js";
import { moref } from "#providers/vsphere/references.js";

export function power(call: TaskCall): PowerCapability {
  const machineCall = (method: string) => (id: string, mutation: Mutation) =>
    call(method, moref("VirtualMachine", id), "", mutation);
  return {
    powerOn: machineCall("PowerOnVM_Task"),
    powerOff: machineCall("PowerOffVM_Task"),
    reset: machineCall("ResetVM_Task"),
    suspend: machineCall("SuspendVM_Task"),
  };
}
