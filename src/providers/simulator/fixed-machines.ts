import { plainDisks } from "#providers/simulator/disks.js";
import type { MachineSnapshot } from "#providers/simulator/machine.js";
import { type MachineSpec, PLAIN } from "#providers/simulator/machine-specs.js";

const DB_DISKS = plainDisks(40, 200);

/** The one snapshot of a new world, so that listings and refusals can be tried: db-01 had half its memory then. */
const BEFORE_UPGRADE: MachineSnapshot = {
  id: "snapshot-1",
  name: "before upgrade",
  description: "",
  created: "2026-03-28T14:05:00Z",
  parent: null,
  power: "off",
  hardware: { cpus: 4, memoryMiB: 8192, coresPerSocket: 1, disks: DB_DISKS },
};

/**
 * The machines that every world begins with, whatever its seed (a world of fewer has the first of them). README,
 * docs and tests name them. All are in `/Tokyo/vm`; ids count from `vm-1001` in this order; hosts alternate
 * between `esx-01.tyo.example` on `tyo-vmfs-01` and `esx-02.tyo.example` on `tyo-vmfs-02`; addresses count from
 * `10.1.0.2`.
 */
export const FIXED_MACHINES: readonly MachineSpec[] = [
  { ...PLAIN, name: "web-01", folder: "Production", power: "on" },
  { ...PLAIN, name: "web-02", folder: "Production" },
  { ...PLAIN, name: "web-03", folder: "Production", power: "on", cpuHotAdd: true, memoryHotAdd: true },
  {
    ...PLAIN,
    name: "db-01",
    folder: "Production",
    cpus: 4,
    memoryMiB: 16_384,
    disks: DB_DISKS,
    snapshots: [BEFORE_UPGRADE],
  },
  { ...PLAIN, name: "tmpl-debian-13", folder: "Templates", template: true },
  { ...PLAIN, name: "会計-01", folder: "Production", power: "on", cpus: 4, memoryMiB: 8192 },
];

/** What a world of 100 machines or more has as well, right after the fixed machines. */
export const ODD_MACHINES: readonly MachineSpec[] = [
  // The same name in two folders, so that a bare name is ambiguous.
  { ...PLAIN, name: "report-01", folder: "Production", power: "on" },
  { ...PLAIN, name: "report-01", folder: "Staging" },
  { ...PLAIN, name: "portal-01", folder: "Production", power: "on" },
  { ...PLAIN, name: "portal-01", folder: "Staging", power: "on" },
  { ...PLAIN, name: "tmpl-windows-2025", folder: "Templates", template: true, cpus: 4, memoryMiB: 8192 },
  // Its files are on a datastore that nobody reaches any more.
  { ...PLAIN, name: "legacy-01", folder: "Production", reachable: false, cpus: null, memoryMiB: null },
];

/** From this size on, a world has the odd machines. */
export const ODD_FROM = 100;
