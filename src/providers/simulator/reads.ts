import type { DatastoreFacts } from "#domain/datastore.js";
import { failure } from "#domain/errors.js";
import type { HostFacts } from "#domain/host.js";
import type { MachineFacts } from "#domain/virtual-machine.js";
import type { PlacementFacts, PlacementQuery } from "#providers/placement.js";
import { fullMachineOf } from "#providers/simulator/full-machine.js";
import { factsOf } from "#providers/simulator/machine.js";
import type { World } from "#providers/simulator/world.js";
import type { Subject, SubjectFacts, SubjectKind } from "#providers/subject.js";

/** How each kind of subject is read; null when it is gone. What is given out is the caller's own. */
const READERS: {
  readonly [K in SubjectKind]: (world: World, id: string) => SubjectFacts[K] | null;
} = {
  briefMachine: machineNow,
  machine: machineNow,
  fullMachine: (world, id) => {
    const machine = world.machine(id);
    if (machine === undefined) return null;
    const datastore = machine.datastore === null ? undefined : world.datastore(machine.datastore);
    return fullMachineOf(machine, datastore?.name ?? null);
  },
  host: hostFacts,
};

/** A subject as it is now, or null. */
export function subjectNow<K extends SubjectKind>(
  world: World,
  { kind, id }: Subject<K>,
): SubjectFacts[K] | null {
  return READERS[kind](world, id);
}

/** A subject as it is now. Throws `TARGET_UNKNOWN`. */
export function subjectThere<K extends SubjectKind>(world: World, subject: Subject<K>): SubjectFacts[K] {
  return there(subject.id, subjectNow(world, subject));
}

/** All that a placement is about. Throws `TARGET_UNKNOWN`. */
export function placement(
  world: World,
  { machine, host, datastore, network }: PlacementQuery,
): PlacementFacts {
  return {
    machine: machine === null ? null : subjectThere(world, { kind: "fullMachine", id: machine }),
    host: host === null ? null : subjectThere(world, { kind: "host", id: host }),
    datastore: datastore === null ? null : there(datastore, datastoreFacts(world, datastore)),
    // Here a card is plugged in by the network's id alone.
    network: network === null ? null : { id: network.id, name: network.name, type: network.type, port: {} },
  };
}

function machineNow(world: World, id: string): MachineFacts | null {
  const machine = world.machine(id);
  return machine === undefined ? null : factsOf(machine);
}

function hostFacts(world: World, id: string): HostFacts | null {
  const host = world.host(id);
  if (host === undefined) return null;
  const { name, parent, connection, power, maintenance } = host;
  return { id, name, parent, connection, power, maintenance };
}

function datastoreFacts(world: World, id: string): DatastoreFacts | null {
  const datastore = world.datastore(id);
  if (datastore === undefined) return null;
  const { name, freeMiB, accessible } = datastore;
  return { id, name, freeMiB, accessible };
}

function there<T>(id: string, facts: T | null): T {
  if (facts === null) throw failure("TARGET_UNKNOWN", { text: `@${id}`, nearest: [] });
  return facts;
}
