import { FIXED_MACHINES, ODD_FROM, ODD_MACHINES } from "#providers/simulator/fixed-machines.js";
import type { Machine } from "#providers/simulator/machine.js";
import { MachineNames } from "#providers/simulator/machine-names.js";
import { type MachineSpec, randomSpec } from "#providers/simulator/machine-specs.js";
import { machineUuid, type Random } from "#providers/simulator/random.js";
import type { Site } from "#providers/simulator/site.js";

/** The number in the id of the first machine; the others count from it. */
export const FIRST_ID = 1001;
const ADDRESSES_PER_SUBNET = 250;

type Identity = Pick<Machine, "id" | "uuid" | "changeVersion">;
type Standing = Pick<Machine, "parent" | "host" | "address" | "datastore" | "network">;

/** Where a machine stands, by number. */
interface Place {
  readonly site: number;
  readonly host: number;
}

/** Where the chances of a world come from. */
export interface Chances {
  readonly machines: Random;
  readonly disks: Random;
}

/**
 * Every machine of a world: the fixed ones, the odd ones from 100 machines on, and others by chance, spread over
 * the sites and their hosts.
 *
 * @param changeVersion what every configuration is marked with until it is changed
 */
export function buildMachines(
  vms: number,
  sites: readonly Site[],
  { machines: random, disks }: Chances,
  changeVersion: string,
): Machine[] {
  const known = [...FIXED_MACHINES, ...(vms >= ODD_FROM ? ODD_MACHINES : [])];
  const names = new MachineNames(random, new Set(known.map((spec) => spec.name)));
  return Array.from({ length: vms }, (_, index) => {
    const spec = known[index] ?? randomSpec(random, disks, names.next());
    // Known machines are the same in a world of any size: they stay in Tokyo, on its first two hosts.
    const place = index < known.length ? { site: 0, host: index % 2 } : spread(index, sites.length);
    const identity = { id: `vm-${FIRST_ID + index}`, uuid: machineUuid(random), changeVersion };
    return machineOf(spec, identity, settle(spec, index, place, sites));
  });
}

function spread(index: number, sites: number): Place {
  return { site: index % sites, host: Math.floor(index / sites) };
}

function settle(spec: MachineSpec, index: number, place: Place, sites: readonly Site[]): Standing {
  const site = sites[place.site];
  const host = site === undefined ? 0 : place.host % site.hosts.length;
  const homes = site?.homes[host] ?? [];
  const subnet = Math.floor(index / ADDRESSES_PER_SUBNET);
  const address = `10.${place.site + 1}.${subnet}.${(index % ADDRESSES_PER_SUBNET) + 2}`;
  return {
    parent: site?.folders[spec.folder] ?? null,
    host: site?.hosts[host] ?? null,
    address: spec.tools && !spec.template ? address : null,
    network: site?.networks[spec.folder] ?? null,
    datastore: (spec.reachable ? homes[host % homes.length] : site?.lost) ?? null,
  };
}

/** Written out, as a spread of each would take longer than all the rest of 50,000 machines. */
function machineOf(spec: MachineSpec, identity: Identity, standing: Standing): Machine {
  return {
    id: identity.id,
    uuid: identity.uuid,
    name: spec.name,
    parent: standing.parent,
    host: standing.host,
    power: spec.power,
    template: spec.template,
    reachable: spec.reachable,
    cpus: spec.cpus,
    memoryMiB: spec.memoryMiB,
    coresPerSocket: spec.coresPerSocket,
    cpuHotAdd: spec.cpuHotAdd,
    cpuHotRemove: spec.cpuHotRemove,
    memoryHotAdd: spec.memoryHotAdd,
    changeVersion: identity.changeVersion,
    tools: spec.tools,
    address: standing.address,
    disks: spec.disks,
    network: standing.network,
    snapshots: spec.snapshots,
    currentSnapshot: spec.snapshots.at(-1)?.id ?? null,
    datastore: standing.datastore,
    directory: spec.name,
  };
}
