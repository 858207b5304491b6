import type { Container, InventoryObject, InventoryUpdate } from "#domain/inventory-update.js";
import type { Changed } from "#inventory/changed.js";
import { Inventory } from "#inventory/inventory.js";

/** What an object of an endpoint is called where there are several: `vc1:vm-42`. */
export function joinedId(endpoint: string, id: string): string {
  return `${endpoint}:${id}`;
}

/** The endpoint of an object in a joined inventory, and its id there. No endpoint has a `:` in its name. */
export function partedId(joined: string): { readonly endpoint: string; readonly id: string } {
  const at = joined.indexOf(":");
  return { endpoint: joined.slice(0, at), id: joined.slice(at + 1) };
}

/** Whether an inventory is of several endpoints. */
export function isJoined({ containers }: Inventory): boolean {
  return containers.all().some(({ kind }) => kind === "endpoint");
}

interface Member {
  readonly inventory: Inventory;
  readonly stop: () => void;
  /** Objects whose holder was not there when they came, by the holder's id. */
  readonly waiting: Map<string, Set<string>>;
}

/** The inventories of several endpoints as one, live, with an endpoint at each of its roots. */
export class JoinedInventory {
  readonly inventory = new Inventory();
  readonly #members = new Map<string, Member>();

  get endpoints(): readonly string[] {
    return [...this.#members.keys()];
  }

  /** Shows an endpoint's inventory, in place of one that it had before: what both have stays where it is. */
  put(endpoint: string, inventory: Inventory): void {
    const before = this.#members.get(endpoint);
    if (before?.inventory === inventory) return;
    before?.stop();
    const gone = (before?.inventory.objects() ?? []).filter(({ id }) => inventory.get(id) === null);
    const member: Member = {
      inventory,
      stop: inventory.subscribe((changes) => this.#take(endpoint, member, changes)),
      waiting: new Map(),
    };
    this.#members.set(endpoint, member);
    const root: Container = {
      kind: "endpoint",
      id: joinedId(endpoint, ""),
      name: endpoint,
      parent: null,
      pool: null,
    };
    this.inventory.apply([
      ...leaving(endpoint, gone),
      { change: "enter", object: root },
      ...this.#entering(endpoint, member, inventory.objects()),
    ]);
  }

  remove(endpoint: string): void {
    const member = this.#members.get(endpoint);
    if (member === undefined) return;
    this.#members.delete(endpoint);
    member.stop();
    this.inventory.apply([
      ...leaving(endpoint, member.inventory.objects()),
      { change: "leave", id: joinedId(endpoint, "") },
    ]);
  }

  close(): void {
    for (const endpoint of [...this.#members.keys()]) this.remove(endpoint);
  }

  #take(endpoint: string, member: Member, { entered, changed, left }: Changed): void {
    const settled = entered.flatMap(({ id }) => [...(member.waiting.get(id) ?? [])]);
    for (const { id } of entered) member.waiting.delete(id);
    forget(member, left);
    const anew = [
      ...settled.flatMap((id) => member.inventory.get(id) ?? []),
      ...heldBy(left.filter(isContainer), member.inventory),
    ];
    this.inventory.apply([
      ...leaving(endpoint, left),
      ...this.#entering(endpoint, member, [...entered, ...changed.map(({ after }) => after), ...anew]),
    ]);
  }

  #entering(
    endpoint: string,
    member: Member,
    objects: readonly InventoryObject[],
  ): readonly InventoryUpdate[] {
    return objects
      .filter((object) => !isRoot(object))
      .map((object) => ({ change: "enter", object: this.#joined(endpoint, member, object) }));
  }

  #joined(endpoint: string, member: Member, object: InventoryObject): InventoryObject {
    const within = (id: string | null) => (id === null ? null : joinedId(endpoint, id));
    const common = { id: joinedId(endpoint, object.id), parent: this.#parentOf(endpoint, member, object) };
    if (object.kind === "vm") return { ...object, ...common, host: within(object.host) };
    if (object.kind === "host") {
      const all = (ids: readonly string[]) => ids.map((id) => joinedId(endpoint, id));
      return { ...object, ...common, datastores: all(object.datastores), networks: all(object.networks) };
    }
    if (isContainer(object)) return { ...object, ...common, pool: within(object.pool) };
    return { ...object, ...common };
  }

  /** What is at a root of its own, or held by what is not seen, is right below its endpoint. */
  #parentOf(endpoint: string, { inventory, waiting }: Member, { id, parent }: InventoryObject): string {
    if (parent === null) return joinedId(endpoint, "");
    const holder = inventory.get(parent);
    if (holder !== null) return joinedId(endpoint, isRoot(holder) ? "" : parent);
    waiting.set(parent, (waiting.get(parent) ?? new Set()).add(id));
    return joinedId(endpoint, "");
  }
}

/** What has gone waits for its holder no longer. */
function forget({ waiting }: Member, gone: readonly InventoryObject[]): void {
  for (const [holder, ids] of waiting) {
    for (const { id } of gone) ids.delete(id);
    if (ids.size === 0) waiting.delete(holder);
  }
}

function leaving(endpoint: string, objects: readonly InventoryObject[]): InventoryUpdate[] {
  return objects.map(({ id }) => ({ change: "leave", id: joinedId(endpoint, id) }));
}

/** What is left of what was in holders that have gone. */
function heldBy(holders: readonly Container[], inventory: Inventory): readonly InventoryObject[] {
  if (holders.length === 0) return [];
  const ids = new Set(holders.map(({ id }) => id));
  return inventory.objects().filter(({ parent }) => parent !== null && ids.has(parent));
}

function isContainer(object: InventoryObject): object is Container {
  return "pool" in object;
}

/** A folder that everything else is in: the endpoint takes its place. */
function isRoot({ kind, parent }: InventoryObject): boolean {
  return kind === "folder" && parent === null;
}
