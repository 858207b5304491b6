import type { Problem } from "#domain/errors.js";
import type { SizeProblem } from "#domain/size-problem.js";
import type { Sizing } from "#domain/virtual-machine.js";
import { refuse } from "#operations/checks.js";
import type { Limits } from "#providers/limits.js";

/** Why no machine, or none with so many cores a socket, can have that many CPUs; null when it can. */
export function cpuProblem(cpus: number, coresPerSocket: number, { maxCpus }: Limits): SizeProblem | null {
  if (cpus < 1 || cpus > maxCpus) return { kind: "OUT_OF_RANGE", least: 1, most: maxCpus, unit: "CPUs" };
  return cpus % coresPerSocket === 0 ? null : { kind: "SPLIT_SOCKET", coresPerSocket };
}

/** Why no machine can have that much memory; null when it can. */
export function memoryProblem(
  memoryMiB: number,
  { maxMemoryMiB, memoryStepMiB }: Limits,
): SizeProblem | null {
  if (memoryMiB < memoryStepMiB || memoryMiB > maxMemoryMiB) {
    return { kind: "OUT_OF_RANGE", least: memoryStepMiB, most: maxMemoryMiB, unit: "MiB" };
  }
  if (memoryMiB % memoryStepMiB === 0) return null;
  return { kind: "OFF_STEP", step: memoryStepMiB, unit: "MiB" };
}

/** Why a machine's configuration does not take that many CPUs; null when it does. */
export function newSocketProblem(cpus: number, { sockets }: Sizing): SizeProblem | null {
  if (sockets === undefined || cpus <= sockets.above || cpus % sockets.coresPerSocket === 0) return null;
  return { kind: "SPLIT_NEW_SOCKET", ...sockets };
}

/** Why a machine's configuration does not take that much memory; null when it does. */
export function nodeProblem(
  memoryMiB: number,
  { numaNodes, modulesMiB = 0 }: Sizing,
  { maxMemoryMiB, memoryStepMiB }: Limits,
): SizeProblem | null {
  if (numaNodes !== undefined) return { kind: "SEVERAL_NUMA_NODES", nodes: numaNodes };
  if (memoryMiB > modulesMiB) return null;
  return { kind: "OUT_OF_RANGE", least: modulesMiB + memoryStepMiB, most: maxMemoryMiB, unit: "MiB" };
}

/** Why no disk can be of that size; null when it can. */
export function diskProblem(sizeMiB: number, { maxDiskMiB }: Limits): SizeProblem | null {
  if (sizeMiB >= 1 && sizeMiB <= maxDiskMiB) return null;
  return { kind: "OUT_OF_RANGE", least: 1, most: maxDiskMiB, unit: "MiB" };
}

/** The refusal of an impossible size; null for one that is possible. */
export function impossible(what: string, asked: string, problem: SizeProblem | null): Problem | null {
  return problem === null ? null : refuse("SIZE_IMPOSSIBLE", { what, asked, problem });
}
