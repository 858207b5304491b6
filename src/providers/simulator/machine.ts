import type { Snapshot } from "#domain/full-machine.js";
import type { MachineFacts, VirtualMachine } from "#domain/virtual-machine.js";
import type { MachineDisk } from "#providers/simulator/disks.js";

/** All that the simulated server knows of a machine. Never changed: a change is a new one in its place. */
export interface Machine extends Omit<MachineFacts, "toolsRunning" | "nextBoot"> {
  /** Whether its guest has tools, which run when it does. */
  readonly tools: boolean;
  /** The address its guest has whenever it runs; null for a guest without tools, which never tells. */
  readonly address: string | null;
  readonly disks: readonly MachineDisk[];
  /** The id of the network that its one card is in; null for a machine without. */
  readonly network: string | null;
  /** Parents before children. */
  readonly snapshots: readonly MachineSnapshot[];
  readonly currentSnapshot: string | null;
  /** The id of the datastore that all its files are on. */
  readonly datastore: string | null;
  /** The name of the directory they are in there, which is the machine's when it came there. */
  readonly directory: string;
}

/** What a snapshot keeps and going back to it restores. */
export type Hardware = Pick<Machine, "cpus" | "memoryMiB" | "coresPerSocket" | "disks">;

export interface MachineSnapshot extends Snapshot {
  readonly hardware: Hardware;
}

/** What can become of a machine. */
export type MachineChange = Partial<Omit<Machine, "id" | "uuid" | "changeVersion">>;

/** Shared by all machines without any. */
export const NO_SNAPSHOTS: readonly MachineSnapshot[] = Object.freeze([]);

/** The machine as a row of the inventory; the caller's own copy. */
export function rowOf(machine: Machine): VirtualMachine {
  const { id, uuid, name, parent, power, cpus, memoryMiB, host, template, address } = machine;
  const ip = power === "on" ? address : null;
  return { kind: "vm", id, uuid, name, parent, power, cpus, memoryMiB, host, ip, template };
}

/** The machine as an operation reads it; the caller's own copy. */
export function factsOf(machine: Machine): MachineFacts {
  const {
    address: _,
    tools,
    disks,
    network,
    snapshots,
    currentSnapshot,
    datastore,
    directory,
    ...facts
  } = machine;
  return { ...facts, toolsRunning: tools && facts.power === "on" && facts.reachable, nextBoot: null };
}

/** The part of a machine that a snapshot keeps. */
export function hardwareOf({ cpus, memoryMiB, coresPerSocket, disks }: Machine): Hardware {
  return { cpus, memoryMiB, coresPerSocket, disks };
}
