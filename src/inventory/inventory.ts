import type { Host } from "#domain/host.js";
import type { InventoryObject, InventoryUpdate } from "#domain/inventory-update.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import { NameIndex } from "#inventory/name-index.js";

/** A tree deeper than this is a loop that a server has made. */
const DEEPEST = 100;

/** The live model of what is out there. Updates cost what changed, whatever the size of the inventory. */
export class Inventory {
  readonly #objects = new Map<string, InventoryObject>();
  readonly #machines = new Map<string, VirtualMachine>();
  readonly #hosts = new Map<string, Host>();
  readonly #machineNames = new NameIndex<VirtualMachine>();
  readonly #hostNames = new NameIndex<Host>();

  /** How many objects there are: machines, hosts and what holds them. */
  get size(): number {
    return this.#objects.size;
  }

  /**
   * Takes in a batch, in order. Entering again replaces; a change to or the leaving of
   * something unknown is ignored, because servers report both for objects that went while they were looking.
   */
  apply(updates: readonly InventoryUpdate[]): void {
    for (const update of updates) {
      if (update.change === "enter") this.#put(update.object);
      else if (update.change === "leave") this.#remove(update.id);
      else {
        const known = this.#objects.get(update.id);
        // The facts are of the kind that the object is: the provider that reports both says so.
        if (known !== undefined) this.#put({ ...known, ...update.facts } as InventoryObject);
      }
    }
  }

  get(id: string): InventoryObject | null {
    return this.#objects.get(id) ?? null;
  }

  /** All machines, templates too, in no particular order. */
  machines(): readonly VirtualMachine[] {
    return [...this.#machines.values()];
  }

  /** All hosts, in no particular order. */
  hosts(): readonly Host[] {
    return [...this.#hosts.values()];
  }

  /** The machines of exactly that name, NFC-normalised. */
  machinesNamed(name: string): readonly VirtualMachine[] {
    return this.#machineNames.named(name);
  }

  /** The hosts of exactly that name, NFC-normalised. */
  hostsNamed(name: string): readonly Host[] {
    return this.#hostNames.named(name);
  }

  /** The name of the host with that id; null for null and for a host that is not known. */
  hostName(id: string | null): string | null {
    return id === null ? null : (this.#hosts.get(id)?.name ?? null);
  }

  /**
   * Where an object is: `/DC0/vm/web-01`. The root folder is left out, and a `/` inside a name is `%2f`.
   * An id that is not known gives an empty path.
   */
  path(id: string): string {
    const names: string[] = [];
    let object = this.#objects.get(id);
    while (object !== undefined && names.length < DEEPEST) {
      const isRoot = object.parent === null && object.kind !== "vm" && object.kind !== "host";
      if (!isRoot) names.push(`/${object.name.replaceAll("/", "%2f")}`);
      object = object.parent === null ? undefined : this.#objects.get(object.parent);
    }
    return names.reverse().join("");
  }

  /** Another machine of that name in the folder or vApp `parent`, or null. */
  siblingNamed(parent: string | null, name: string, exceptId: string): VirtualMachine | null {
    const named = this.machinesNamed(name);
    return named.find((machine) => machine.parent === parent && machine.id !== exceptId) ?? null;
  }

  #put(object: InventoryObject): void {
    this.#remove(object.id);
    this.#objects.set(object.id, object);
    if (object.kind === "vm") {
      this.#machines.set(object.id, object);
      this.#machineNames.add(object);
    } else if (object.kind === "host") {
      this.#hosts.set(object.id, object);
      this.#hostNames.add(object);
    }
  }

  #remove(id: string): void {
    const machine = this.#machines.get(id);
    if (machine !== undefined) this.#machineNames.remove(machine);
    const host = this.#hosts.get(id);
    if (host !== undefined) this.#hostNames.remove(host);
    this.#machines.delete(id);
    this.#hosts.delete(id);
    this.#objects.delete(id);
  }
}
