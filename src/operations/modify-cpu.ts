import { modifyHardware } from "#operations/modify-hardware.js";
import type { Operation } from "#operations/operation.js";

/** Changes the number of virtual CPUs. */
export function modifyCpu(cpus: number): Operation {
  return modifyHardware({
    name: "ModifyCPU",
    what: "CPUs",
    property: "cpus",
    value: cpus,
    shown: String(cpus),
    impossible: ({ coresPerSocket }, { maxCpus }) => {
      if (cpus < 1 || cpus > maxCpus) return `it must be from 1 to ${maxCpus}`;
      return cpus % coresPerSocket === 0
        ? null
        : `it must be a multiple of the ${coresPerSocket} cores per socket`;
    },
    hotAdd: (before) => before.cpuHotAdd,
    hotRemove: (before) => before.cpuHotRemove,
  });
}
