import type { HostPowerCapability } from "#providers/host-power.js";
import type { Mutation } from "#providers/mutation.js";
import type { TaskCall } from "#providers/vsphere/calls/task-call.js";
import { moref } from "#providers/vsphere/references.js";
import { textElement } from "#providers/vsphere/xml-writer.js";

/** Refused by the server where the host is not in maintenance mode. */
const NOT_BY_FORCE = textElement("force", false);
/** Seconds; 0 is without end. */
const NO_TIMEOUT = textElement("timeout", 0);

export function hostPower(call: TaskCall): HostPowerCapability {
  const hostCall = (method: string, args: string) => (id: string, mutation: Mutation) =>
    call(method, moref("HostSystem", id), args, mutation);
  return {
    shutdownHost: hostCall("ShutdownHost_Task", NOT_BY_FORCE),
    rebootHost: hostCall("RebootHost_Task", NOT_BY_FORCE),
    enterMaintenance: hostCall("EnterMaintenanceMode_Task", NO_TIMEOUT),
    exitMaintenance: hostCall("ExitMaintenanceMode_Task", NO_TIMEOUT),
  };
}
