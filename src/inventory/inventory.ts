import type { Datastore } from "#domain/datastore.js";
import type { Host } from "#domain/host.js";
import type { Container, InventoryObject, InventoryUpdate } from "#domain/inventory-update.js";
import type { Network } from "#domain/network.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import { type Changed, changedSince } from "#inventory/changed.js";
import { type Rows, Shelf } from "#inventory/shelf.js";

/** A tree deeper than this is a loop that a server has made. */
const DEEPEST = 100;

/** A container has a pool, or null for it; no row has. */
function isContainer(object: InventoryObject): object is Container {
  return "pool" in object;
}

/** The live model of what is out there. Updates cost what changed, whatever the size of the inventory. */
export class Inventory {
  readonly #objects = new Map<string, InventoryObject>();
  readonly #machines = new Shelf<VirtualMachine>();
  readonly #hosts = new Shelf<Host>();
  readonly #datastores = new Shelf<Datastore>();
  readonly #networks = new Shelf<Network>();
  readonly #containers = new Shelf<Container>();
  readonly #listeners = new Set<(changes: Changed) => void>();

  /** How many objects there are: rows, and what holds them. */
  get size(): number {
    return this.#objects.size;
  }

  /** How many machines there are, templates too. */
  get machineCount(): number {
    return this.#machines.size;
  }

  /** Templates too. */
  get machines(): Rows<VirtualMachine> {
    return this.#machines;
  }

  get hosts(): Rows<Host> {
    return this.#hosts;
  }

  get datastores(): Rows<Datastore> {
    return this.#datastores;
  }

  get networks(): Rows<Network> {
    return this.#networks;
  }

  /** Folders, datacenters, clusters: what only holds others. */
  get containers(): Rows<Container> {
    return this.#containers;
  }

  /**
   * Takes in a batch, in order. Entering again replaces; a change to or the leaving of
   * something unknown is ignored, because servers report both for objects that went while they were looking.
   */
  apply(updates: readonly InventoryUpdate[]): void {
    const before = new Map<string, InventoryObject | null>();
    for (const update of updates) {
      const id = update.change === "enter" ? update.object.id : update.id;
      const known = this.#objects.get(id);
      if (this.#listeners.size > 0 && !before.has(id)) before.set(id, known ?? null);
      if (update.change === "enter") this.#put(update.object);
      else if (update.change === "leave") this.#remove(id);
      // The facts are of the kind that the object is: the provider that reports both says so.
      else if (known !== undefined) this.#put({ ...known, ...update.facts } as InventoryObject);
    }
    if (before.size === 0) return;
    const changes = changedSince(before, (id) => this.get(id));
    for (const listener of this.#listeners) listener(changes);
  }

  /**
   * Tells of every batch from now on, once it is all taken in, what it came to; until what is returned is called.
   */
  subscribe(listener: (changes: Changed) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** All there is, in no particular order. */
  objects(): readonly InventoryObject[] {
    return [...this.#objects.values()];
  }

  get(id: string): InventoryObject | null {
    return this.#objects.get(id) ?? null;
  }

  /** The name of the object with that id; null for null and for what is not known. */
  nameOf(id: string | null): string | null {
    return id === null ? null : (this.#objects.get(id)?.name ?? null);
  }

  /**
   * Where an object is: `/DC0/vm/web-01`. The root folder is left out, and a `/` inside a name is `%2f`.
   * An id that is not known gives an empty path.
   */
  path(id: string): string {
    return this.#chain(id)
      .filter((object) => object.parent !== null || !isContainer(object))
      .map(({ name }) => `/${name.replaceAll("/", "%2f")}`)
      .reverse()
      .join("");
  }

  /** The id of the datacenter that holds an object; null for what is in none. */
  datacenterOf(id: string): string | null {
    return this.#chain(id).find(({ kind }) => kind === "datacenter")?.id ?? null;
  }

  /** Another machine of that name in the folder or vApp `parent`, or null. */
  siblingNamed(parent: string | null, name: string, exceptId: string): VirtualMachine | null {
    const named = this.machines.named(name);
    return named.find((machine) => machine.parent === parent && machine.id !== exceptId) ?? null;
  }

  /** An object and what holds it, outwards. */
  #chain(id: string): readonly InventoryObject[] {
    const chain: InventoryObject[] = [];
    let object = this.#objects.get(id);
    while (object !== undefined && chain.length < DEEPEST) {
      chain.push(object);
      object = object.parent === null ? undefined : this.#objects.get(object.parent);
    }
    return chain;
  }

  #put(object: InventoryObject): void {
    this.#objects.set(object.id, object);
    if (object.kind === "vm") this.#machines.put(object);
    else if (object.kind === "host") this.#hosts.put(object);
    else if (object.kind === "datastore") this.#datastores.put(object);
    else if (object.kind === "network") this.#networks.put(object);
    else this.#containers.put(object);
  }

  /** Ids are unique over all kinds. */
  #remove(id: string): void {
    this.#objects.delete(id);
    for (const shelf of [this.#machines, this.#hosts, this.#datastores, this.#networks, this.#containers]) {
      shelf.remove(id);
    }
  }
}
