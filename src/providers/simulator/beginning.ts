import type { Host } from "#domain/host.js";
import type { Container } from "#domain/inventory-update.js";
import type { Network } from "#domain/network.js";
import { Births } from "#providers/simulator/births.js";
import type { DatastoreSpec } from "#providers/simulator/fabric.js";
import type { Machine } from "#providers/simulator/machine.js";
import { buildMachines, FIRST_ID } from "#providers/simulator/machines.js";
import { seededRandom } from "#providers/simulator/random.js";
import { buildPremises } from "#providers/simulator/site.js";

/** What is there when a world begins. */
export interface Beginning {
  /** Parents before children. */
  readonly containers: readonly Container[];
  readonly hosts: readonly Host[];
  readonly datastores: readonly DatastoreSpec[];
  readonly networks: readonly Network[];
  readonly machines: readonly Machine[];
  /** Names what comes later. */
  readonly births: Births;
}

/** Two streams of the seed beside that of the machines. */
const OF_DISKS = 1;
const OF_BIRTHS = 2;

/** A site made up: the same numbers give the same one, ids and UUIDs included. */
export function madeUp(vms: number, seed: number): Beginning {
  const { sites, ...premises } = buildPremises(vms);
  const births = new Births(seededRandom(seed, OF_BIRTHS), FIRST_ID + vms, 1);
  const chances = { machines: seededRandom(seed), disks: seededRandom(seed, OF_DISKS) };
  return { ...premises, machines: buildMachines(vms, sites, chances, births.changeVersion()), births };
}
