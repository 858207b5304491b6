import { modifyHardware } from "#operations/modify-hardware.js";
import type { Operation } from "#operations/operation.js";
import { memoryProblem, nodeProblem } from "#operations/sizes.js";

/** Changes the memory size, in MiB. A running machine's can only grow. */
export function modifyMemory(memoryMiB: number): Operation {
  return modifyHardware({
    name: "ModifyMemory",
    what: "memory",
    property: "memoryMiB",
    value: memoryMiB,
    written: (value) => `${value} MiB`,
    problem: (_before, limits) => memoryProblem(memoryMiB, limits),
    unconfigurable: (sizing, limits) => nodeProblem(memoryMiB, sizing, limits),
    hotAdd: (before) => before.memoryHotAdd,
    hotRemove: () => false,
  });
}
