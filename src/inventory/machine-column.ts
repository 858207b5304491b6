import type { PowerState } from "#domain/virtual-machine.js";
import { addressKey } from "#inventory/address-key.js";
import { partedId } from "#inventory/joined.js";
import type { MachineIndex } from "#inventory/machine-index.js";

/** What machines can be sorted by. */
export type MachineColumn = "name" | "endpoint" | "power" | "cpus" | "memory" | "ip" | "host";

/** What a machine is sorted by, numbers before texts; null where it is not known. */
export type SortKey = number | string | null;

/** What runs first. */
const POWER_ORDER: Readonly<Record<PowerState, number>> = { on: 0, suspended: 1, off: 2, unknown: 3 };

/** How the slots of a settled index get their keys. It holds until hosts are named otherwise. By name, all are alike. */
export const SORT_KEYS: Readonly<Record<MachineColumn, (index: MachineIndex) => (slot: number) => SortKey>> =
  {
    name: () => () => null,
    endpoint: (index) => (slot) => {
      const id = index.machines[slot]?.id;
      return id === undefined ? null : partedId(id).endpoint;
    },
    power: (index) => (slot) => {
      const power = index.machines[slot]?.power;
      return power === undefined ? null : POWER_ORDER[power];
    },
    cpus: (index) => (slot) => index.machines[slot]?.cpus ?? null,
    memory: (index) => (slot) => index.machines[slot]?.memoryMiB ?? null,
    ip: (index) => (slot) => {
      const ip = index.ips[slot] ?? "";
      return ip === "" ? null : addressKey(ip);
    },
    host: (index) => {
      const ranks = hostRanks(index);
      return (slot) => ranks[index.hostOf[slot] ?? 0] ?? null;
    },
  };

/** Hosts of one name have one rank; one without a name has none. */
function hostRanks({ hosts, compareNames }: MachineIndex): readonly SortKey[] {
  const names = [...new Set(hosts.map(({ name }) => name))].sort(compareNames);
  const ranks = new Map(names.map((name, rank) => [name, rank]));
  return hosts.map(({ name }) => (name === "" ? null : (ranks.get(name) ?? null)));
}
