import { modifyHardware } from "#operations/modify-hardware.js";
import type { Operation } from "#operations/operation.js";
import { cpuProblem } from "#operations/sizes.js";

/** Changes the number of virtual CPUs. */
export function modifyCpu(cpus: number): Operation {
  return modifyHardware({
    name: "ModifyCPU",
    what: "CPUs",
    property: "cpus",
    value: cpus,
    shown: String(cpus),
    problem: ({ coresPerSocket }, limits) => cpuProblem(cpus, coresPerSocket, limits),
    hotAdd: (before) => before.cpuHotAdd,
    hotRemove: (before) => before.cpuHotRemove,
  });
}
