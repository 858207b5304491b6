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
      if (cpus < 1 || cpus > maxCpus) {
        return { kind: "OUT_OF_RANGE", least: 1, most: maxCpus, unit: "CPUs" };
      }
      return cpus % coresPerSocket === 0 ? null : { kind: "SPLIT_SOCKET", coresPerSocket };
    },
    hotAdd: (before) => before.cpuHotAdd,
    hotRemove: (before) => before.cpuHotRemove,
  });
}
