import type { PowerState } from "#domain/virtual-machine.js";
import { type MachineDisk, plainDisks, withRawDisk } from "#providers/simulator/disks.js";
import { type MachineSnapshot, NO_SNAPSHOTS } from "#providers/simulator/machine.js";
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
  readonly disks: readonly MachineDisk[];
  readonly snapshots: readonly MachineSnapshot[];
}

/** A plain machine: off, 2 CPUs, 4 GiB, no hot-add, one disk. */
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
  disks: plainDisks(40),
  snapshots: NO_SNAPSHOTS,
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
/** One to three, in GiB. Machines share them, and so 50,000 of them are no more than these. */
const drawDisks = weighted([
  [plainDisks(20), 12],
  [PLAIN.disks, 30],
  [plainDisks(60), 14],
  [plainDisks(100), 6],
  [plainDisks(40, 100), 18],
  [plainDisks(60, 200), 8],
  [plainDisks(40, 100, 200), 6],
  [plainDisks(60, 100, 100), 4],
  [withRawDisk(40, 100), 2],
]);

/**
 * A machine with hardware and a power state of its own, as a real inventory mixes them.
 *
 * @param ofDisks the stream that its disks are drawn from
 */
export function randomSpec(
  random: Random,
  ofDisks: Random,
  named: Pick<MachineSpec, "name" | "folder">,
): MachineSpec {
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
    disks: drawDisks(ofDisks),
    snapshots: NO_SNAPSHOTS,
  };
}
