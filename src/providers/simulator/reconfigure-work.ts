import type { HardwareChange } from "#providers/contract.js";
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
import type { Work } from "#providers/simulator/work.js";

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
 * Changes CPUs and memory, provided that the configuration is still at `changeVersion`. Faults:
 * `ConcurrentAccess`, `InvalidState`, `NotSupported` (a template), `InvalidPowerState`, `InvalidArgument`,
 * `CpuHotPlugNotSupported`, `MemoryHotPlugNotSupported`.
 */
export function reconfigure(changeVersion: string, change: HardwareChange): Work {
  return (machine) => {
    if (machine.changeVersion !== changeVersion) return { refusal: CONCURRENT_ACCESS };
    for (const rule of RULES) {
      const refusal = rule(machine, change);
      if (refusal !== null) return { refusal };
    }
    const { cpus = machine.cpus, memoryMiB = machine.memoryMiB } = change;
    return { change: { cpus, memoryMiB } };
  };
}

function impossibleCpus(machine: Machine, { cpus }: HardwareChange): Refusal | null {
  if (cpus === undefined) return null;
  const fits = Number.isInteger(cpus) && cpus >= 1 && cpus <= LIMITS.maxCpus;
  return fits && cpus % machine.coresPerSocket === 0 ? null : invalidArgument("spec.numCPUs");
}

function impossibleMemory(_: Machine, { memoryMiB }: HardwareChange): Refusal | null {
  if (memoryMiB === undefined) return null;
  const fits = memoryMiB >= LIMITS.memoryStepMiB && memoryMiB <= LIMITS.maxMemoryMiB;
  return fits && memoryMiB % LIMITS.memoryStepMiB === 0 ? null : invalidArgument("spec.memoryMB");
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
