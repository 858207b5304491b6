import type { Datastore } from "#domain/datastore.js";
import type { Host } from "#domain/host.js";
import type { Machine } from "#providers/simulator/machine.js";
import type { World } from "#providers/simulator/world.js";

/** Whether something else in the folder has the name. */
export function nameTaken(
  world: World,
  folder: string | null,
  name: string,
  exceptId: string | null,
): boolean {
  const clashes = (one: { id: string; name: string; parent: string | null }): boolean =>
    one.parent === folder && one.name === name && one.id !== exceptId;
  return world.machines().some(clashes) || world.tree.all.some(clashes);
}

/** The machine that has the snapshot. */
export function ownerOf(world: World, snapshot: string): Machine | undefined {
  const owner = world.machines().find(({ snapshots }) => snapshots.some(({ id }) => id === snapshot));
  return owner && world.machine(owner.id);
}

/** Whether a machine runs on the host. */
export function anyRuns(world: World, host: string): boolean {
  return world.machines().some((machine) => machine.host === host && machine.power === "on");
}

/** The datastore of that name among those that the host reaches. */
export function datastoreNamed(world: World, host: Host, name: string): Datastore | undefined {
  return host.datastores.map((id) => world.datastore(id)).find((one) => one?.name === name);
}

/** A directory of that name on the datastore, or the first `_1`, `_2`, ... that is free, as vSphere does. */
export function freeDirectory(world: World, datastore: string, name: string): string {
  const taken = new Set(
    [...world.machines(), ...world.left()]
      .filter((machine) => machine.datastore === datastore)
      .map(({ directory }) => directory),
  );
  let free = name;
  for (let i = 1; taken.has(free); i++) free = `${name}_${i}`;
  return free;
}

/** What anything is called, for the server's log; null when it is gone. */
export function nameOf(world: World, id: string): string | null {
  const found = world.machine(id) ?? world.host(id) ?? world.tree.find(id);
  return found?.name ?? null;
}
