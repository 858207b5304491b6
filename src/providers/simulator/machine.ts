import type { MachineFacts, VirtualMachine } from "#domain/virtual-machine.js";

/** All that the simulated server knows of a machine. Never changed: a change is a new one in its place. */
export interface Machine extends MachineFacts {
  /** The address its guest has whenever it runs; null for a guest without tools, which never tells. */
  readonly address: string | null;
}

/** What can become of a machine. */
export type MachineChange = Partial<Omit<Machine, "id" | "uuid" | "changeVersion">>;

/** The machine as a row of the inventory; the caller's own copy. */
export function rowOf(machine: Machine): VirtualMachine {
  const { id, uuid, name, parent, power, cpus, memoryMiB, host, template, address } = machine;
  const ip = power === "on" ? address : null;
  return { kind: "vm", id, uuid, name, parent, power, cpus, memoryMiB, host, ip, template };
}

/** The machine as an operation reads it; the caller's own copy. */
export function factsOf(machine: Machine): MachineFacts {
  const { address: _, ...facts } = machine;
  return facts;
}
