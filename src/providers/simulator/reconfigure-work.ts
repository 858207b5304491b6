import type { MachineFacts } from "#domain/virtual-machine.js";
import type { HardwareChange } from "#providers/reconfigure.js";
import { changedDisks } from "#providers/simulator/disk-work.js";
import { LIMITS } from "#providers/simulator/limits.js";
import type { Machine } from "#providers/simulator/machine.js";
import {
  CONCURRENT_ACCESS,
  invalidArgument,
  invalidPowerState,
  NOT_FOR_TEMPLATES,
  type Refusal,
  UNREACHABLE_MACHINE,
} from "#providers/simulator/refusals.js";
import { firstRefusal, onMachine, type Work } from "#providers/simulator/work.js";

/** A rule of vSphere: what it refuses, or null. */
type Rule = (machine: Machine, change: HardwareChange) => Refusal | null;

const CPU_HOT_PLUG: Refusal = {
  fault: "CpuHotPlugNotSupported",
  message: "CPUs cannot be added to or removed from this virtual machine while it runs.",
};
const MEMORY_HOT_PLUG: Refusal = {
  fault: "MemoryHotPlugNotSupported",
  message: "Memory cannot be added to or removed from this virtual machine while it runs.",
};

/** In the order in which they are tried. */
const RULES: readonly Rule[] = [
  (machine) => (machine.reachable ? null : UNREACHABLE_MACHINE),
  (machine) => (machine.template ? NOT_FOR_TEMPLATES : null),
  (machine) => (machine.power === "suspended" ? invalidPowerState(machine.power) : null),
  impossibleCpus,
  impossibleMemory,
  (machine, { cpus }) => (machine.power === "on" && !cpusPlug(machine, cpus) ? CPU_HOT_PLUG : null),
  (machine, { memoryMiB }) =>
    machine.power === "on" && !memoryPlugs(machine, memoryMiB) ? MEMORY_HOT_PLUG : null,
];

/**
 * Changes CPUs, memory and disks, provided that the configuration is still as `before` says. Faults:
 * `ConcurrentAccess`, `InvalidState`, `NotSupported` (a template), `InvalidPowerState`, `InvalidArgument`,
 * `CpuHotPlugNotSupported`, `MemoryHotPlugNotSupported`, and those of `changedDisks`.
 */
export function reconfigure(before: MachineFacts, change: HardwareChange): Work {
  return onMachine(before.id, (machine, world) => {
    if (machine.changeVersion !== before.changeVersion) return { refusal: CONCURRENT_ACCESS };
    const refusal = firstRefusal(...RULES.map((rule) => () => rule(machine, change)));
    if (refusal !== null) return { refusal };
    const { cpus = machine.cpus, memoryMiB = machine.memoryMiB, disk } = change;
    const after = disk === undefined ? { disks: machine.disks } : changedDisks(machine, disk, world);
    return "refusal" in after ? after : { change: { cpus, memoryMiB, disks: after.disks } };
  });
}

/** Whether a machine can have so many CPUs. */
export function isCpuCount(cpus: number): boolean {
  return Number.isInteger(cpus) && cpus >= 1 && cpus <= LIMITS.maxCpus;
}

/** Whether a machine can have so much memory. */
export function isMemorySize(memoryMiB: number): boolean {
  const { memoryStepMiB, maxMemoryMiB } = LIMITS;
  return memoryMiB >= memoryStepMiB && memoryMiB <= maxMemoryMiB && memoryMiB % memoryStepMiB === 0;
}

function impossibleCpus({ coresPerSocket }: Machine, { cpus }: HardwareChange): Refusal | null {
  if (cpus === undefined) return null;
  return isCpuCount(cpus) && cpus % coresPerSocket === 0 ? null : invalidArgument("spec.numCPUs");
}

function impossibleMemory(_: Machine, { memoryMiB }: HardwareChange): Refusal | null {
  return memoryMiB === undefined || isMemorySize(memoryMiB) ? null : invalidArgument("spec.memoryMB");
}

function cpusPlug(machine: Machine, cpus: number | undefined): boolean {
  if (cpus === undefined || machine.cpus === null || cpus === machine.cpus) return true;
  return cpus > machine.cpus ? machine.cpuHotAdd : machine.cpuHotRemove;
}

/** No version of vSphere takes memory away from a running machine. */
function memoryPlugs(machine: Machine, memoryMiB: number | undefined): boolean {
  if (memoryMiB === undefined || machine.memoryMiB === null || memoryMiB === machine.memoryMiB) return true;
  return memoryMiB > machine.memoryMiB && machine.memoryHotAdd;
}
