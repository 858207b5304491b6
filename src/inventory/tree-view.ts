import type { InventoryObject } from "#domain/inventory-update.js";
import type { Changed } from "#inventory/changed.js";
import type { Filter } from "#inventory/filter.js";
import { namesSomething } from "#inventory/filter-test.js";
import type { Inventory } from "#inventory/inventory.js";
import { MachineIndex } from "#inventory/machine-index.js";
import { TreeContents } from "#inventory/tree-contents.js";
import { TreeFolding } from "#inventory/tree-folding.js";
import { type TreeArrangement, type TreeNode, TreeNodes } from "#inventory/tree-nodes.js";
import { TreeRows } from "#inventory/tree-rows.js";

export interface TreeRow {
  readonly object: InventoryObject;
  /** 0 at the top. */
  readonly depth: number;
  readonly expandable: boolean;
  readonly expanded: boolean;
  /** How many machines it holds, however deep and folded or not; with a filter, of those that match. A machine holds none. */
  readonly machines: number;
}

/**
 * The machines of an inventory below what holds them, by hosts or by folders; each node can be folded. With a filter
 * there is only what matches and what leads to it: machines, and nodes whose name has every word in one piece.
 *
 * It follows the inventory: what arrives is noted, and told apart at the next look at the view.
 */
export class TreeView {
  readonly #inventory: Inventory;
  readonly #arrangement: TreeArrangement;
  readonly #index: MachineIndex;
  readonly #folding = new TreeFolding();
  readonly #unsubscribe: () => void;
  #tree: TreeNodes;
  /** By slot: the node that holds the machine. */
  #homes = new Int32Array(0);
  #isNamed: (name: string) => boolean = () => true;
  #contents: TreeContents;
  #rows: TreeRows;
  /** What is to be done anew at the next look, from the outermost on. */
  #stale: "nodes" | "contents" | "rows" | null = "nodes";

  constructor(inventory: Inventory, arrangement: TreeArrangement) {
    this.#inventory = inventory;
    this.#arrangement = arrangement;
    this.#index = new MachineIndex(inventory);
    this.#tree = this.#readNodes();
    this.#contents = new TreeContents(this.#tree, this.#homes, this.#homes, () => true);
    this.#rows = this.#layRows();
    this.#unsubscribe = inventory.subscribe((changes) => this.#take(changes));
  }

  /** How many rows there are to see; what is folded away is not counted. */
  get length(): number {
    return this.#settled().length;
  }

  /** How many machines match the filter, folded away or not. */
  get machines(): number {
    this.#settled();
    return this.#contents.size;
  }

  at(index: number): TreeRow | null {
    const rows = this.#settled();
    const row = index < rows.length ? rows.rows[index] : undefined;
    if (row === undefined) return null;
    const depth = rows.depths[index] ?? 0;
    if (row >= 0) {
      const machine = this.#index.machines[row] ?? null;
      return machine && { object: machine, depth, expandable: false, expanded: false, machines: 0 };
    }
    const node = this.#tree.nodes[~row];
    const object = node === undefined ? null : this.#inventory.get(node.id);
    if (node === undefined || object === null) return null;
    const expandable = rows.isExpandable(~row);
    const expanded = expandable && this.#folding.isOpen(node);
    return { object, depth, expandable, expanded, machines: this.#contents.totals[~row] ?? 0 };
  }

  /** The rows from one up to another, which is not among them; fewer where there are no more. */
  slice(from: number, to: number): readonly TreeRow[] {
    const rows: TreeRow[] = [];
    const end = Math.min(to, this.length);
    for (let index = Math.max(0, from); index < end; index++) {
      const row = this.at(index);
      if (row !== null) rows.push(row);
    }
    return rows;
  }

  /** The row of an object, or -1 if it is not shown or folded away. */
  indexOf(id: string): number {
    const rows = this.#settled();
    const slot = this.#index.slotOf(id);
    if (slot !== null) return rows.ofSlot(slot);
    const node = this.#tree.placeOf(id);
    return node < 0 ? -1 : rows.ofNode(node);
  }

  filterBy(filter: Filter): void {
    this.#index.filterBy(filter);
    this.#isNamed = filter.isEmpty ? () => true : namesSomething(filter);
    this.#folding.filter(!filter.isEmpty);
    this.#note("contents");
  }

  /** Opens everything that holds an object. One that does not match the filter is not shown all the same. */
  reveal(id: string): void {
    this.#settled();
    const slot = this.#index.slotOf(id);
    const place = this.#tree.placeOf(id);
    let around = slot === null ? (this.#tree.nodes[place]?.parent ?? -1) : (this.#homes[slot] ?? -1);
    for (let node = this.#tree.nodes[around]; node !== undefined; node = this.#tree.nodes[around]) {
      this.#fold(node, true);
      around = node.parent;
    }
  }

  /** These three do nothing for what cannot be folded. */
  toggle(id: string): void {
    const node = this.#node(id);
    if (node !== null) this.#fold(node, !this.#folding.isOpen(node));
  }

  expand(id: string): void {
    const node = this.#node(id);
    if (node !== null) this.#fold(node, true);
  }

  collapse(id: string): void {
    const node = this.#node(id);
    if (node !== null) this.#fold(node, false);
  }

  dispose(): void {
    this.#index.dispose();
    this.#unsubscribe();
  }

  #node(id: string): TreeNode | null {
    this.#settled();
    const place = this.#tree.placeOf(id);
    return this.#rows.isExpandable(place) ? (this.#tree.nodes[place] ?? null) : null;
  }

  #fold(node: TreeNode, open: boolean): void {
    this.#folding.set(node, open);
    this.#note("rows");
  }

  /** Machines are followed by the index. Of what holds them only names and places are of interest. */
  #take({ entered, changed, left }: Changed): void {
    const isNode = ({ kind }: InventoryObject) => kind !== "vm" && kind !== "datastore" && kind !== "network";
    const differs = changed.some(
      ({ before, after }) =>
        isNode(after) &&
        (before.name !== after.name || before.parent !== after.parent || before.kind !== after.kind),
    );
    if (differs || entered.some(isNode) || left.some(isNode)) this.#note("nodes");
  }

  #note(stale: "nodes" | "contents" | "rows"): void {
    if (this.#stale === "nodes" || (this.#stale === "contents" && stale === "rows")) return;
    this.#stale = stale;
  }

  #settled(): TreeRows {
    const settled = this.#index.settle();
    if (settled !== null) this.#note("contents");
    if (this.#stale === null) return this.#rows;
    if (this.#stale === "nodes") this.#tree = this.#readNodes();
    this.#findHomes(this.#stale === "nodes" ? this.#index.natural : (settled?.touched ?? []));
    if (this.#stale !== "rows") this.#contents = this.#fill();
    this.#rows = this.#layRows();
    this.#stale = null;
    return this.#rows;
  }

  #readNodes(): TreeNodes {
    return new TreeNodes(this.#inventory, this.#arrangement, this.#index.compareNames);
  }

  #findHomes(slots: Int32Array | readonly number[]): void {
    const { machines } = this.#index;
    if (this.#homes.length < machines.length) {
      const larger = new Int32Array(machines.length * 2);
      larger.set(this.#homes);
      this.#homes = larger;
    }
    for (const slot of slots) {
      const machine = machines[slot] ?? null;
      if (machine !== null) this.#homes[slot] = this.#tree.homeOf(machine);
    }
  }

  #fill(): TreeContents {
    const shown = this.#index.matching(this.#index.natural);
    const isKept = (node: number) => this.#isNamed(this.#tree.nodes[node]?.name ?? "");
    return new TreeContents(this.#tree, shown, this.#homes, isKept);
  }

  #layRows(): TreeRows {
    return new TreeRows(
      this.#tree,
      this.#contents,
      (node) => this.#folding.isOpen(node),
      this.#index.machines.length,
    );
  }
}
