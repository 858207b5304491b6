import { modifyHardware } from "#operations/modify-hardware.js";
import type { Operation } from "#operations/operation.js";
import { cpuProblem, newSocketProblem } from "#operations/sizes.js";

/** Changes the number of virtual CPUs. */
export function modifyCpu(cpus: number): Operation {
  return modifyHardware({
    name: "ModifyCPU",
    what: "CPUs",
    property: "cpus",
    value: cpus,
    written: String,
    problem: ({ coresPerSocket }, limits) => cpuProblem(cpus, coresPerSocket, limits),
    unconfigurable: (sizing) => newSocketProblem(cpus, sizing),
    hotAdd: (before) => before.cpuHotAdd,
    hotRemove: (before) => before.cpuHotRemove,
  });
}
