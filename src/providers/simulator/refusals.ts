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

/** The server has lost sight of the machine's files. */
export const UNREACHABLE_MACHINE: Refusal = {
  fault: "InvalidState",
  message: "The operation is not allowed while the virtual machine is inaccessible.",
};

/** Somebody else has changed the machine since it was read. */
export const CONCURRENT_ACCESS: Refusal = {
  fault: "ConcurrentAccess",
  message: "The virtual machine has been modified since its configuration was read.",
};

/** The machine has gone between the call and the end of the task. */
export const MACHINE_GONE: Refusal = {
  fault: "ManagedObjectNotFound",
  message: "The object has already been deleted or has not been completely created.",
};

/** A value that vSphere never accepts; `property` is the one at fault, e.g. `spec.memoryMB`. */
export function invalidArgument(property: string): Refusal {
  return { fault: "InvalidArgument", message: `A parameter that was given is not correct: ${property}.` };
}
