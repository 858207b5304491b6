import type { InventoryObject } from "#domain/inventory-update.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import { type Filter, parseFilter } from "#inventory/filter.js";
import type { Inventory } from "#inventory/inventory.js";
import { isJoined } from "#inventory/joined.js";
import { type MachineColumn, MachineView } from "#inventory/machine-view.js";
import { TreeView } from "#inventory/tree-view.js";

export const ARRANGEMENTS = ["table", "hosts", "folders"] as const;
export type Arrangement = (typeof ARRANGEMENTS)[number];

/** What the inventory pane shows of the live inventory: arrangement, order, filter, marks and the cursor. */
export class InventoryModel {
  readonly marks = new Set<string>();
  /** How many rows were seen last: what a page is. */
  page = 1;
  #arrangement: Arrangement = "table";
  #inventory: Inventory | null = null;
  #joined = false;
  #table: MachineView | null = null;
  #tree: TreeView | null = null;
  #filterText = "";
  #filter: Filter = parseFilter("");
  #sort: { readonly column: MachineColumn; readonly descending: boolean } = {
    column: "name",
    descending: false,
  };
  #cursor: string | null = null;
  /** Where the cursor's row was, for when it goes. */
  #index = 0;
  #anchor: string | null = null;

  /**
   * Shows another inventory: after a reconnection, what there is now. Marks and cursor stay where their objects do.
   *
   * @param rename how what was shown before is called in it
   */
  attach(inventory: Inventory, rename: (id: string) => string = (id) => id): void {
    this.#inventory = inventory;
    this.#joined = isJoined(inventory);
    this.#cursor = this.#cursor === null ? null : rename(this.#cursor);
    this.#anchor = this.#anchor === null ? null : rename(this.#anchor);
    const marks = [...this.marks].map(rename).filter((id) => inventory.machines.get(id) !== null);
    this.marks.clear();
    for (const id of marks) this.marks.add(id);
    this.#arrange();
  }

  get inventory(): Inventory | null {
    return this.#inventory;
  }

  /** Whether it is of several endpoints. */
  get joined(): boolean {
    return this.#joined;
  }

  get arrangement(): Arrangement {
    return this.#arrangement;
  }

  arrangeBy(arrangement: Arrangement): void {
    this.#arrangement = arrangement;
    this.#arrange();
  }

  get table(): MachineView | null {
    return this.#table;
  }

  get tree(): TreeView | null {
    return this.#tree;
  }

  get sort() {
    return this.#sort;
  }

  sortBy(column: MachineColumn, descending: boolean): void {
    this.#sort = { column, descending };
    this.#table?.sortBy(column, descending ? "descending" : "ascending");
  }

  get filter(): Filter {
    return this.#filter;
  }

  get filtering(): boolean {
    return !this.#filter.isEmpty;
  }

  get filterText(): string {
    return this.#filterText;
  }

  /** The cursor goes to the best match while one types, and stays with its machine when the filter is taken away. */
  filterBy(text: string): void {
    this.#filterText = text;
    this.#filter = parseFilter(text);
    this.#table?.filterBy(this.#filter);
    this.#tree?.filterBy(this.#filter);
    if (!this.#filter.isEmpty && this.#table !== null) this.#goTo(this.#table.best);
  }

  get length(): number {
    return this.#table?.length ?? this.#tree?.length ?? 0;
  }

  /** The row that the cursor is on; when its object has gone, the row that took its place. */
  get index(): number {
    const found = this.#cursor === null ? -1 : this.#indexOf(this.#cursor);
    if (found >= 0) {
      this.#index = found;
      return found;
    }
    this.#goTo(Math.min(this.#index, this.length - 1));
    return this.#index;
  }

  get selected(): InventoryObject | null {
    return this.#at(this.index);
  }

  /** Puts the cursor on an object, if it is shown; the tree is opened down to it. */
  select(id: string): boolean {
    this.#tree?.reveal(id);
    const index = this.#indexOf(id);
    if (index >= 0) this.#goTo(index);
    return index >= 0;
  }

  move(rows: number): void {
    this.#goTo(Math.min(Math.max(0, this.index + rows), this.length - 1));
  }

  /** Marks or unmarks the machine under the cursor, and goes on to the next row. */
  toggleMark(): void {
    const { selected } = this;
    if (selected?.kind === "vm") {
      if (!this.marks.delete(selected.id)) this.marks.add(selected.id);
      this.#anchor = selected.id;
    }
    this.move(1);
  }

  /** Marks every machine from the one marked last to the cursor. */
  markRange(): void {
    const { index } = this;
    const anchor = this.#anchor === null ? index : this.#indexOf(this.#anchor);
    const [from, to] = [Math.min(index, anchor < 0 ? index : anchor), Math.max(index, anchor)];
    for (const machine of this.#machines(from, to + 1)) this.marks.add(machine.id);
    this.#anchor = this.#at(index)?.id ?? null;
  }

  /** Marks every machine that is shown; none, when all of them are marked already. */
  markShown(): void {
    const shown = this.#machines(0, this.length).map(({ id }) => id);
    const all = shown.every((id) => this.marks.has(id));
    for (const id of shown) {
      if (all) this.marks.delete(id);
      else this.marks.add(id);
    }
  }

  /** The machines that an operation is about: those marked, else the one under the cursor. */
  targets(): readonly VirtualMachine[] {
    const marked = [...this.marks].flatMap((id) => this.#inventory?.machines.get(id) ?? []);
    if (marked.length > 0) return marked;
    const { selected } = this;
    return selected?.kind === "vm" ? [selected] : [];
  }

  /** Opens or closes the node under the cursor; closing a node that has none open goes to what holds it. */
  unfold(open: boolean): void {
    const { selected } = this;
    if (this.#tree === null || selected === null) return;
    const row = this.#tree.at(this.index);
    if (open) this.#tree.expand(selected.id);
    else if (row?.expanded === true) this.#tree.collapse(selected.id);
    else this.#goTo(this.#parentIndex());
  }

  close(): void {
    this.#dispose();
    this.#inventory = null;
  }

  #machines(from: number, to: number): readonly VirtualMachine[] {
    const rows = Array.from({ length: Math.max(0, to - from) }, (_, offset) => this.#at(from + offset));
    return rows.filter((row): row is VirtualMachine => row?.kind === "vm");
  }

  #at(index: number): InventoryObject | null {
    return this.#table?.at(index) ?? this.#tree?.at(index)?.object ?? null;
  }

  #indexOf(id: string): number {
    return this.#table?.indexOf(id) ?? this.#tree?.indexOf(id) ?? -1;
  }

  /** The row of what holds the one under the cursor: the nearest above that is less deep. */
  #parentIndex(): number {
    const { index } = this;
    const depth = this.#tree?.at(index)?.depth ?? 0;
    for (let above = index - 1; above >= 0; above -= 1) {
      if ((this.#tree?.at(above)?.depth ?? 0) < depth) return above;
    }
    return index;
  }

  #goTo(index: number): void {
    this.#index = Math.max(0, index);
    this.#cursor = this.#at(this.#index)?.id ?? null;
  }

  #arrange(): void {
    const { index } = this;
    this.#dispose();
    this.#index = index;
    if (this.#inventory === null) return;
    if (this.#arrangement === "table") {
      this.#table = new MachineView(this.#inventory);
      this.#table.sortBy(this.#sort.column, this.#sort.descending ? "descending" : "ascending");
      this.#table.filterBy(this.#filter);
    } else {
      this.#tree = new TreeView(this.#inventory, this.#arrangement);
      this.#tree.filterBy(this.#filter);
      if (this.#cursor !== null) this.#tree.reveal(this.#cursor);
    }
  }

  #dispose(): void {
    this.#table?.dispose();
    this.#tree?.dispose();
    this.#table = null;
    this.#tree = null;
  }
}
