import type { CloneSpec } from "#providers/cloning.js";
import { elsewhere, totalMiB } from "#providers/simulator/disks.js";
import { freeDirectory } from "#providers/simulator/lookups.js";
import { type Machine, NO_SNAPSHOTS } from "#providers/simulator/machine.js";
import { cannotPlace, type Place, placeOf } from "#providers/simulator/placing.js";
import {
  invalidArgument,
  invalidPowerState,
  OBJECT_GONE,
  type Refusal,
  UNREACHABLE_MACHINE,
} from "#providers/simulator/refusals.js";
import { firstRefusal, type Work } from "#providers/simulator/work.js";
import type { World } from "#providers/simulator/world.js";

/**
 * Copies a machine or template as it is now, without its snapshots. Faults: `InvalidState` (out of reach),
 * `InvalidPowerState` (suspended), `InvalidArgument` (a template's clone without a pool: a template is in none), and
 * those of `cannotPlace`.
 */
export function clone(id: string, spec: CloneSpec): Work {
  return (world) => {
    const source = world.machine(id);
    const place = source && placeOf(world, source, spec);
    if (source === undefined || place === undefined) return { refusal: OBJECT_GONE };
    const { name } = spec;
    const neededMiB = totalMiB(source.disks);
    const refusal = firstRefusal(
      () => cannotBeCloned(source, spec),
      () => cannotPlace(world, place, { name, self: null, neededMiB, comesToHost: true }),
    );
    if (refusal !== null) return { refusal };
    return { perform: () => addClone(world, source, place, spec) };
  };
}

function cannotBeCloned(source: Machine, { pool }: CloneSpec): Refusal | null {
  if (!source.reachable) return UNREACHABLE_MACHINE;
  if (source.template && pool === null) return invalidArgument("spec.location.pool");
  return source.power === "suspended" ? invalidPowerState(source.power) : null;
}

function addClone(
  world: World,
  source: Machine,
  { folder, host, datastore }: Place,
  spec: CloneSpec,
): string {
  const identity = world.births.machine();
  world.addMachine({
    ...source,
    ...identity,
    name: spec.name,
    parent: folder.id,
    host: host.id,
    power: spec.on ? "on" : "off",
    template: false,
    // A raw device is copied into a file.
    disks: elsewhere(source.disks).map((disk) => ({ ...disk, raw: false })),
    address: source.tools ? identity.address : null,
    snapshots: NO_SNAPSHOTS,
    currentSnapshot: null,
    datastore: datastore.id,
    directory: freeDirectory(world, datastore.id, spec.name),
    changeVersion: world.births.changeVersion(),
  });
  return identity.id;
}
