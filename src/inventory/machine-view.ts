import type { VirtualMachine } from "#domain/virtual-machine.js";
import type { Filter } from "#inventory/filter.js";
import type { Inventory } from "#inventory/inventory.js";
import { goesBefore, inOrderOfKeys } from "#inventory/key-order.js";
import { type MachineColumn, SORT_KEYS, type SortKey } from "#inventory/machine-column.js";
import { MachineIndex, type Settled } from "#inventory/machine-index.js";
import { reordered } from "#inventory/slot-order.js";

export type { MachineColumn } from "#inventory/machine-column.js";

export type Direction = "ascending" | "descending";

const NOTHING: Settled = { touched: [], hasMoved: () => false, hosts: false };

/**
 * The machines of an inventory, templates too, as a table shows them: those that match a filter, in the order of a
 * column. It follows the inventory: what arrives is noted, and told apart at the next look at the view.
 */
export class MachineView {
  readonly #index: MachineIndex;
  #column: MachineColumn = "name";
  #direction: Direction = "ascending";
  #keyOf: (slot: number) => SortKey;
  /** By slot. */
  #keys: SortKey[] = [];
  /** All slots in order. Null when all of it is to be sorted anew. */
  #sorted: Int32Array | null = null;
  #shown: Int32Array = new Int32Array(0);
  /** By slot: the place in `shown`. Only what `shown` says back is true. */
  #places = new Int32Array(0);
  #best: number | null = null;

  constructor(inventory: Inventory) {
    this.#index = new MachineIndex(inventory);
    this.#keyOf = SORT_KEYS.name(this.#index);
  }

  /** Machines that are alike go by name, ascending; what is not known goes last either way. */
  sortBy(column: MachineColumn, direction: Direction): void {
    if (column === this.#column && direction === this.#direction) return;
    this.#column = column;
    this.#direction = direction;
    this.#sorted = null;
  }

  filterBy(filter: Filter): void {
    this.#index.filterBy(filter);
  }

  get length(): number {
    return this.#settled().length;
  }

  at(index: number): VirtualMachine | null {
    const slot = this.#settled()[index];
    return slot === undefined ? null : (this.#index.machines[slot] ?? null);
  }

  /** The machines from one row up to another, which is not among them; fewer where there are no more. */
  slice(from: number, to: number): readonly VirtualMachine[] {
    const slots = this.#settled().subarray(Math.max(0, from), Math.max(0, to));
    return Array.from(slots).flatMap((slot) => this.#index.machines[slot] ?? []);
  }

  /** The row of a machine, or -1 if it is not shown. */
  indexOf(id: string): number {
    const shown = this.#settled();
    const slot = this.#index.slotOf(id);
    if (slot === null) return -1;
    const place = this.#places[slot] ?? -1;
    return shown[place] === slot ? place : -1;
  }

  /** The row of the best match, the first of equals; -1 if nothing is shown. */
  get best(): number {
    const shown = this.#settled();
    this.#best ??= this.#index.test.best(shown);
    return this.#best;
  }

  dispose(): void {
    this.#index.dispose();
  }

  /** The slots that are shown, up to date. */
  #settled(): Int32Array {
    const index = this.#index;
    const settled = index.settle();
    if (settled === null && this.#sorted !== null) return this.#shown;
    const renamed = this.#column === "host" && settled?.hosts === true;
    const sorted =
      this.#sorted === null || renamed ? this.#sort() : this.#resort(this.#sorted, settled ?? NOTHING);
    this.#sorted = sorted;
    this.#shown = index.matching(sorted);
    this.#best = null;
    if (this.#places.length < index.machines.length) this.#places = new Int32Array(index.machines.length * 2);
    for (let place = 0; place < this.#shown.length; place++) this.#places[this.#shown[place] ?? 0] = place;
    return this.#shown;
  }

  #sort(): Int32Array {
    const { natural, machines } = this.#index;
    this.#keyOf = SORT_KEYS[this.#column](this.#index);
    this.#keys = machines.map((_, slot) => this.#keyOf(slot));
    const ascending = this.#direction === "ascending";
    if (this.#column === "name") return ascending ? natural : natural.toReversed();
    return inOrderOfKeys(natural, this.#keys, ascending) ?? natural.slice().sort(this.#compare);
  }

  /** Costs what changed of the column, whatever else did. */
  #resort(sorted: Int32Array, { touched, hasMoved }: Settled): Int32Array {
    const stale = touched.filter((slot) => {
      const key = this.#keyOf(slot);
      const same = key === this.#keys[slot];
      this.#keys[slot] = key;
      return !same || hasMoved(slot);
    });
    if (stale.length === 0) return sorted;
    const { machines } = this.#index;
    const fresh = stale.filter((slot) => machines[slot] !== null).sort(this.#compare);
    return reordered(sorted, stale, fresh, this.#compare, machines.length);
  }

  readonly #compare = (a: number, b: number): number => {
    const { ranks } = this.#index;
    const byName = (ranks[a] ?? 0) - (ranks[b] ?? 0);
    const ascending = this.#direction === "ascending";
    if (this.#column === "name") return ascending ? byName : -byName;
    const [keyA, keyB] = [this.#keys[a] ?? null, this.#keys[b] ?? null];
    if (keyA === keyB) return byName;
    if (keyA === null) return 1;
    if (keyB === null) return -1;
    return goesBefore(keyA, keyB) === ascending ? -1 : 1;
  };
}
