import type { Datastore } from "#domain/datastore.js";
import type { Container, InventoryObject } from "#domain/inventory-update.js";
import type { Beginning } from "#providers/simulator/beginning.js";
import { Births } from "#providers/simulator/births.js";
import { machineOfRow } from "#providers/simulator/copied-machine.js";
import type { DatastoreSpec } from "#providers/simulator/fabric.js";
import { seededRandom } from "#providers/simulator/random.js";

/** So far from the ids that are there that none of those which are read later is among the new ones. */
const FAR = 1_000_000;

/** What there is at the beginning of a copy: the same objects, with the same ids. */
export function copiedBeginning(objects: readonly InventoryObject[]): Beginning {
  const first = FAR + objects.reduce((most, { id }) => Math.max(most, numberIn(id)), 0);
  const births = new Births(seededRandom(first), first, first);
  const changeVersion = births.changeVersion();
  return {
    containers: parentsFirst(objects.filter(isContainer)),
    hosts: ofKind(objects, "host").map((host) => ({ ...host })),
    datastores: ofKind(objects, "datastore").map(specOf),
    networks: ofKind(objects, "network").map((network) => ({ ...network })),
    machines: ofKind(objects, "vm").map((row, index) => machineOfRow(row, index, changeVersion)),
    births,
  };
}

/** All that is taken is taken by something that is not known yet. */
function specOf({ freeMiB, ...rest }: Datastore): DatastoreSpec {
  const { capacityMiB } = rest;
  return { ...rest, otherMiB: capacityMiB === null || freeMiB === null ? 0 : capacityMiB - freeMiB };
}

function isContainer(object: InventoryObject): object is Container {
  return "pool" in object;
}

function ofKind<K extends InventoryObject["kind"]>(
  objects: readonly InventoryObject[],
  kind: K,
): readonly Extract<InventoryObject, { readonly kind: K }>[] {
  return objects.filter((each): each is Extract<InventoryObject, { readonly kind: K }> => each.kind === kind);
}

function parentsFirst(containers: readonly Container[]): readonly Container[] {
  const byId = new Map(containers.map((each) => [each.id, each]));
  const depths = new Map<string, number>();
  const depthOf = ({ id, parent }: Container, most: number): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    const above = parent === null ? undefined : byId.get(parent);
    const depth = above === undefined || most === 0 ? 0 : 1 + depthOf(above, most - 1);
    depths.set(id, depth);
    return depth;
  };
  const order = (each: Container): number => depthOf(each, containers.length);
  return containers.toSorted((a, b) => order(a) - order(b));
}

/** The number that an id ends with: 42 of `vm-42`. */
function numberIn(id: string): number {
  const digits = /(\d{1,9})$/u.exec(id);
  return digits === null ? 0 : Number(digits[1]);
}
