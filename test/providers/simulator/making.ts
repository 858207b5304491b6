import type { CloneSpec } from "#providers/cloning.js";
import type { NewMachine } from "#providers/lifecycle.js";
import { capabilities, faultOf, MUTATION, type Places, placesOf } from "./act.js";
import { open } from "./open.js";

export const GIB = 1024;

/** A machine that can be made in Tokyo. */
export function newMachine(places: Places): NewMachine {
  const { id, name, type } = places.network("tyo-prod");
  return {
    name: "web-09",
    cpus: 2,
    memoryMiB: 2048,
    diskMiB: 20 * GIB,
    guest: "debian12_64Guest",
    folder: places.folder("Staging"),
    pool: places.pool("esx-02.tyo"),
    host: places.host("esx-02.tyo").id,
    datastoreName: "tyo-vmfs-01",
    network: { id, name, type, port: {} },
  };
}

/** A clone right beside its source. */
export function twin(places: Places, change: Partial<CloneSpec> = {}): CloneSpec {
  const folder = places.folder("Production");
  return { name: "web-98", folder, host: null, pool: null, datastore: null, on: false, ...change };
}

/** A session on a world, and what is refused of making and cloning there. */
export async function scene(query = "vms=10") {
  const session = await open(query);
  const places = await placesOf(session);
  const creating = (change: Partial<NewMachine>) =>
    faultOf(session, capabilities(session).lifecycle.create({ ...newMachine(places), ...change }, MUTATION));
  const cloned = (id: string, change: Partial<CloneSpec>) =>
    faultOf(session, capabilities(session).cloning.clone(id, twin(places, change), MUTATION));
  return { session, places, creating, cloned, ...capabilities(session) };
}
