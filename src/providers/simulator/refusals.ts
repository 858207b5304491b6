import type { PowerState } from "#domain/virtual-machine.js";

/** A fault as vSphere names it, with a message in our words. */
export interface Refusal {
  readonly fault: string;
  readonly message: string;
}

/** The state that the machine is in does not allow it. */
export function invalidPowerState(power: PowerState): Refusal {
  const message = `The operation cannot be performed while the virtual machine is powered ${power}.`;
  return {
    fault: "InvalidPowerState",
    message: power === "suspended" ? message.replace("powered suspended", "suspended") : message,
  };
}

/** A template neither runs nor changes its hardware. */
export const NOT_FOR_TEMPLATES: Refusal = {
  fault: "NotSupported",
  message: "The operation is not supported on a template.",
};

/** The server has lost sight of the machine's files or host. */
export const UNREACHABLE_MACHINE: Refusal = {
  fault: "InvalidState",
  message: "The operation is not allowed while the virtual machine is inaccessible.",
};

/** A session that is to be ended is none of the server's. */
export const NO_SUCH_SESSION: Refusal = {
  fault: "NotFound",
  message: "The server has no such session.",
};

/** A session does not end itself but by a logout. */
export const OWN_SESSION: Refusal = {
  fault: "InvalidArgument",
  message: "The session is the one that asks.",
};

/** Somebody else has changed the machine since it was read. */
export const CONCURRENT_ACCESS: Refusal = {
  fault: "ConcurrentAccess",
  message: "The virtual machine has been modified since its configuration was read.",
};

/** Something that the call names is not there, or has gone between the call and the end of the task. */
export const OBJECT_GONE: Refusal = {
  fault: "ManagedObjectNotFound",
  message: "The object has already been deleted or has not been completely created.",
};

/** A value that vSphere never accepts; `property` is the one at fault, e.g. `spec.memoryMB`. */
export function invalidArgument(property: string): Refusal {
  return { fault: "InvalidArgument", message: `A parameter that was given is not correct: ${property}.` };
}

/** A device that cannot be as `property` of the change says, e.g. `unitNumber`. */
export function invalidDevice(property: string): Refusal {
  return { fault: "InvalidDeviceSpec", message: `The specification of a device is not valid: ${property}.` };
}

export function noDiskSpace(datastore: string): Refusal {
  return { fault: "NoDiskSpace", message: `There is not enough space on the datastore "${datastore}".` };
}

/** What runs on a host keeps it out of maintenance, on a server where nobody would move it away. */
export const MACHINES_RUN: Refusal = {
  fault: "Timedout",
  message: "Virtual machines still run on the host, and on a copy nothing moves them away by itself.",
};

/** The host is in maintenance, or on the way there. */
export const HOST_IN_MAINTENANCE: Refusal = {
  fault: "InvalidState",
  message: "The operation is not allowed while the host is in maintenance mode.",
};

export const HOST_NOT_IN_MAINTENANCE: Refusal = {
  fault: "InvalidState",
  message: "The operation is not allowed while the host is not in maintenance mode.",
};

export const HOST_NOT_CONNECTED: Refusal = {
  fault: "HostNotConnected",
  message: "The server cannot communicate with the host.",
};

/** The guest has no tools, or they do not run. */
export const TOOLS_UNAVAILABLE: Refusal = {
  fault: "ToolsUnavailable",
  message: "The operation cannot be performed as the guest's tools are not running.",
};

/** The end of a task that somebody had cancelled. */
export const REQUEST_CANCELED: Refusal = {
  fault: "RequestCanceled",
  message: "The task was canceled by a user.",
};

/** The login lacks a privilege. */
export const NO_PERMISSION: Refusal = {
  fault: "NoPermission",
  message: "Permission to perform this operation was denied.",
};
