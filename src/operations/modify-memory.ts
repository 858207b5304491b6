import { modifyHardware } from "#operations/modify-hardware.js";
import type { Operation } from "#operations/operation.js";
import { memoryProblem } from "#operations/sizes.js";

/** Changes the memory size, in MiB. A running machine's can only grow. */
export function modifyMemory(memoryMiB: number): Operation {
  return modifyHardware({
    name: "ModifyMemory",
    what: "memory",
    property: "memoryMiB",
    value: memoryMiB,
    shown: `${memoryMiB} MiB`,
    problem: (_before, limits) => memoryProblem(memoryMiB, limits),
    hotAdd: (before) => before.memoryHotAdd,
    hotRemove: () => false,
  });
}
