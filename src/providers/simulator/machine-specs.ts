import type { PowerState } from "#domain/virtual-machine.js";
import { type Random, weighted } from "#providers/simulator/random.js";
import type { FolderName } from "#providers/simulator/site-names.js";

/** A machine before it has an id and a place to run. */
export interface MachineSpec {
  readonly name: string;
  readonly folder: FolderName;
  readonly power: PowerState;
  readonly template: boolean;
  readonly reachable: boolean;
  readonly cpus: number | null;
  readonly memoryMiB: number | null;
  readonly coresPerSocket: number;
  readonly cpuHotAdd: boolean;
  readonly cpuHotRemove: boolean;
  readonly memoryHotAdd: boolean;
  /** Whether its guest has tools, and so tells its address. */
  readonly tools: boolean;
}

/** A plain machine: off, 2 CPUs, 4 GiB, no hot-add. */
export const PLAIN: Omit<MachineSpec, "name" | "folder"> = {
  power: "off",
  template: false,
  reachable: true,
  cpus: 2,
  memoryMiB: 4096,
  coresPerSocket: 1,
  cpuHotAdd: false,
  cpuHotRemove: false,
  memoryHotAdd: false,
  tools: true,
};

const drawPower = weighted<PowerState>([
  ["on", 82],
  ["off", 15],
  ["suspended", 3],
]);
const drawCpus = weighted([
  [1, 15],
  [2, 40],
  [4, 28],
  [8, 13],
  [16, 4],
]);
const drawGibPerCpu = weighted([
  [1, 20],
  [2, 45],
  [4, 35],
]);

/** A machine with hardware and a power state of its own, as a real inventory mixes them. */
export function randomSpec(random: Random, named: Pick<MachineSpec, "name" | "folder">): MachineSpec {
  const power = drawPower(random);
  const cpus = drawCpus(random);
  const memoryMiB = 1024 * cpus * drawGibPerCpu(random);
  const coresPerSocket = cpus >= 4 && random() < 0.3 ? 2 : 1;
  const hotAdd = random() < 0.25;
  const cpuHotRemove = hotAdd && random() < 0.1;
  const tools = random() < 0.95;
  // Written out, as 50,000 spreads would take longer than all the rest.
  return {
    name: named.name,
    folder: named.folder,
    power,
    template: false,
    reachable: true,
    cpus,
    memoryMiB,
    coresPerSocket,
    cpuHotAdd: hotAdd,
    cpuHotRemove,
    memoryHotAdd: hotAdd,
    tools,
  };
}
