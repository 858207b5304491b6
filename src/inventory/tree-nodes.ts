import type { Host } from "#domain/host.js";
import type { Container, InventoryObject } from "#domain/inventory-update.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import type { Inventory } from "#inventory/inventory.js";

/** `hosts`: where machines run. `folders`: where they are kept. */
export type TreeArrangement = "hosts" | "folders";

/** What holds others in a tree. Nodes are known by their place in `TreeNodes.nodes`. */
export interface TreeNode {
  readonly id: string;
  readonly name: string;
  readonly kind: InventoryObject["kind"];
  /** -1 for a node at the top. */
  readonly parent: number;
  /** In natural order of name. */
  readonly children: readonly number[];
  /** Whether it is open until an operator folds it: that of which there are few. */
  readonly openAtFirst: boolean;
}

/** The folders that every datacenter has of its own, by what is kept in them. */
const OWN_FOLDERS: ReadonlySet<string> = new Set(["vm", "host", "datastore", "network"]);
const OWN_FOLDER: Readonly<Record<TreeArrangement, string>> = { hosts: "host", folders: "vm" };

const KINDS: Readonly<Record<TreeArrangement, ReadonlySet<InventoryObject["kind"]>>> = {
  hosts: new Set(["endpoint", "datacenter", "cluster", "compute", "host"]),
  folders: new Set(["endpoint", "datacenter", "vapp"]),
};

const OPEN_AT_FIRST: ReadonlySet<InventoryObject["kind"]> = new Set([
  "endpoint",
  "datacenter",
  "cluster",
  "compute",
]);

/** A chain longer than this is a loop that a server has made. */
const DEEPEST = 100;

/**
 * The nodes of one arrangement as an inventory has them now. Left out, because they only add depth: root folders and
 * the folder that a datacenter has of its own for what is shown; what is in them is below the node that holds them.
 */
export class TreeNodes {
  readonly nodes: readonly TreeNode[];
  /** Nodes at the top, in natural order of name. */
  readonly roots: readonly number[];
  /** All nodes, each after the one that holds it. */
  readonly outermostFirst: readonly number[];
  readonly #inventory: Inventory;
  readonly #arrangement: TreeArrangement;
  readonly #places = new Map<string, number>();
  readonly #homes = new Map<string, number>();

  constructor(
    inventory: Inventory,
    arrangement: TreeArrangement,
    compareNames: (a: string, b: string) => number,
  ) {
    this.#inventory = inventory;
    this.#arrangement = arrangement;
    const shown = [...inventory.containers.all(), ...(arrangement === "hosts" ? inventory.hosts.all() : [])]
      .filter((object) => this.#shows(object))
      .sort((a, b) => compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1));
    shown.forEach(({ id }, place) => {
      this.#places.set(id, place);
    });
    const children: number[][] = shown.map(() => []);
    const roots: number[] = [];
    this.nodes = shown.map((object, place) => {
      const parent = this.#isInLoop(object) ? -1 : this.#nodeAround(object.parent);
      (children[parent] ?? roots).push(place);
      const { id, name, kind } = object;
      return {
        id,
        name,
        kind,
        parent,
        children: children[place] ?? [],
        openAtFirst: this.#isOpenAtFirst(object),
      };
    });
    this.roots = roots;
    this.outermostFirst = this.#walk();
  }

  /** The node of an object, or -1 if it is none. */
  placeOf(id: string): number {
    return this.#places.get(id) ?? -1;
  }

  /**
   * The node that holds a machine, or -1 for one at the top. By hosts, a template is on none, as it runs on none; it
   * is below its datacenter, as is a machine whose host is not known.
   */
  homeOf({ template, host, parent }: VirtualMachine): number {
    if (this.#arrangement === "hosts" && !template && host !== null) {
      const place = this.#places.get(host);
      if (place !== undefined) return place;
    }
    if (parent === null) return -1;
    let home = this.#homes.get(parent);
    if (home === undefined) {
      const around = this.#arrangement === "folders" ? parent : this.#inventory.datacenterOf(parent);
      home = this.#nodeAround(around);
      this.#homes.set(parent, home);
    }
    return home;
  }

  #shows(object: Container | Host): boolean {
    if (object.kind !== "folder") return KINDS[this.#arrangement].has(object.kind);
    if (object.parent === null) return false;
    const own = this.#ownFolder(object);
    // A folder of datacenters.
    if (own === null) return true;
    if (!OWN_FOLDERS.has(own.name)) return this.#arrangement === "folders";
    return own !== object && own.name === OWN_FOLDER[this.#arrangement];
  }

  /** The folder directly in a datacenter that holds a folder, or is it; null for a folder in no datacenter. */
  #ownFolder(folder: Container | Host): InventoryObject | null {
    let inside: InventoryObject = folder;
    for (let depth = 0; depth < DEEPEST; depth++) {
      const holder: InventoryObject | null =
        inside.parent === null ? null : this.#inventory.get(inside.parent);
      if (holder === null) return null;
      if (holder.kind === "datacenter") return inside;
      inside = holder;
    }
    return null;
  }

  /** The node of an object, or of what holds it and is shown; -1 for none. */
  #nodeAround(id: string | null): number {
    let around = id;
    for (let depth = 0; around !== null && depth < DEEPEST; depth++) {
      const place = this.#places.get(around);
      if (place !== undefined) return place;
      around = this.#inventory.get(around)?.parent ?? null;
    }
    return -1;
  }

  /** Loops are cut at each of their nodes, so that what is in them is seen all the same. */
  #isInLoop(object: InventoryObject): boolean {
    let around = object.parent;
    for (let depth = 0; around !== null && depth < DEEPEST; depth++) {
      if (around === object.id) return true;
      around = this.#inventory.get(around)?.parent ?? null;
    }
    return false;
  }

  #isOpenAtFirst(object: Container | Host): boolean {
    return OPEN_AT_FIRST.has(object.kind) || (object.kind === "folder" && this.#ownFolder(object) === null);
  }

  #walk(): readonly number[] {
    const walked = [...this.roots];
    for (let next = 0; next < walked.length; next++)
      walked.push(...(this.nodes[walked[next] ?? 0]?.children ?? []));
    return walked;
  }
}
