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
        return { kind: "OUT_OF_RANGE", least: memoryStepMiB, most: maxMemoryMiB, unit: "MiB" };
      }
      if (memoryMiB % memoryStepMiB === 0) return null;
      return { kind: "OFF_STEP", step: memoryStepMiB, unit: "MiB" };
    },
    hotAdd: (before) => before.memoryHotAdd,
    hotRemove: () => false,
  });
}
