import { modifyHardware } from "#operations/modify-hardware.js";
import type { Operation } from "#operations/operation.js";

/** Changes the memory size, in MiB. A running machine's can only grow. */
export function modifyMemory(memoryMiB: number): Operation {
  return modifyHardware({
    name: "ModifyMemory",
    what: "memory",
    property: "memoryMiB",
    value: memoryMiB,
    shown: `${memoryMiB} MiB`,
    impossible: (_before, { maxMemoryMiB, memoryStepMiB }) => {
      if (memoryMiB < memoryStepMiB || memoryMiB > maxMemoryMiB) {
        return `it must be from ${memoryStepMiB} to ${maxMemoryMiB} MiB`;
      }
      return memoryMiB % memoryStepMiB === 0 ? null : `it must be a multiple of ${memoryStepMiB} MiB`;
    },
    hotAdd: (before) => before.memoryHotAdd,
    hotRemove: () => false,
  });
}
