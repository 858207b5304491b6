import { ownerOf } from "#providers/simulator/lookups.js";
import {
  hardwareOf,
  type Machine,
  type MachineChange,
  type MachineSnapshot,
} from "#providers/simulator/machine.js";
import { invalidName } from "#providers/simulator/naming.js";
import {
  NOT_FOR_TEMPLATES,
  OBJECT_GONE,
  type Refusal,
  UNREACHABLE_MACHINE,
} from "#providers/simulator/refusals.js";
import { onMachine, type Work } from "#providers/simulator/work.js";

/**
 * Keeps a machine's hardware as it is now, on top of the snapshot that is current. Faults: `InvalidState`,
 * `NotSupported` (a template), `InvalidName`.
 */
export function createSnapshot(id: string, name: string): Work {
  return (world) => {
    const machine = world.machine(id);
    if (machine === undefined) return { refusal: OBJECT_GONE };
    const refusal = untouchable(machine) ?? invalidName(name);
    if (refusal !== null) return { refusal };
    const perform = (): string => {
      const snapshot = snapshotOf(machine, world.births.snapshotId(), name);
      world.changeMachine(id, { snapshots: [...machine.snapshots, snapshot], currentSnapshot: snapshot.id });
      return snapshot.id;
    };
    return { perform };
  };
}

function snapshotOf(machine: Machine, id: string, name: string): MachineSnapshot {
  return {
    id,
    name,
    description: "",
    created: new Date().toISOString(),
    parent: machine.currentSnapshot,
    // The memory is not kept: going back to it leaves the machine off.
    power: "off",
    hardware: hardwareOf(machine),
  };
}

/** Goes back to a snapshot: the machine's hardware and power are as it keeps them. Faults: `InvalidState`. */
export function revertSnapshot(id: string): Work {
  return onSnapshot(id, (_, { hardware, power }) => ({
    ...hardware,
    power: power === "unknown" ? "off" : power,
    currentSnapshot: id,
  }));
}

/** Takes a snapshot away; those on top of it are then on top of the one below. Faults: `InvalidState`. */
export function removeSnapshot(id: string): Work {
  return onSnapshot(id, ({ snapshots, currentSnapshot }, { parent }) => ({
    snapshots: snapshots
      .filter((one) => one.id !== id)
      .map((one) => (one.parent === id ? { ...one, parent } : one)),
    currentSnapshot: currentSnapshot === id ? parent : currentSnapshot,
  }));
}

function onSnapshot(
  id: string,
  change: (machine: Machine, snapshot: MachineSnapshot) => MachineChange,
): Work {
  return (world) => {
    const owner = ownerOf(world, id);
    if (owner === undefined) return { refusal: OBJECT_GONE };
    const work = onMachine(owner.id, (machine) => {
      const snapshot = machine.snapshots.find((one) => one.id === id);
      if (snapshot === undefined) return { refusal: OBJECT_GONE };
      const refusal = untouchable(machine);
      return refusal === null ? { change: change(machine, snapshot) } : { refusal };
    });
    return work(world);
  };
}

function untouchable({ reachable, template }: Machine): Refusal | null {
  if (!reachable) return UNREACHABLE_MACHINE;
  return template ? NOT_FOR_TEMPLATES : null;
}
