import type { VirtualMachine } from "#domain/virtual-machine.js";
import type { Changed } from "#inventory/changed.js";
import { type Filter, parseFilter } from "#inventory/filter.js";
import { FilterTest, type HostNames, type MachineFields } from "#inventory/filter-test.js";
import { composed, folded, lettersIn, othersIn } from "#inventory/folding.js";
import { grown } from "#inventory/grown.js";
import type { Inventory } from "#inventory/inventory.js";
import { isJoined, partedId } from "#inventory/joined.js";
import { NaturalRanks } from "#inventory/natural-ranks.js";
import { TextColumn } from "#inventory/text-column.js";

/** How many slots there is room for at least. */
const LEAST_SLOTS = 256;

const TOUCHED = 1;
const MOVED = 2;

/** What has become different since the last settling. */
export interface Settled {
  /** The slots whose machine entered, changed or left, each once. */
  readonly touched: readonly number[];
  /** Whether the place of one of them among the names may be another. */
  hasMoved(slot: number): boolean;
  /** Whether hosts are named otherwise, or there is a machine on a host not heard of before. */
  readonly hosts: boolean;
}

/**
 * The machines of an inventory, laid out for filtering and sorting: each has a slot, a small number that it keeps
 * as long as it is there. Updates are only noted as they arrive; `settle` brings natural order and matches up to date. It
 * belongs to one view, which reads it only once settled.
 */
export class MachineIndex implements MachineFields {
  /** By slot; a slot that is free has null. */
  readonly machines: (VirtualMachine | null)[] = [];
  readonly names: string[] = [];
  readonly foldedNames: string[] = [];
  readonly ips: string[] = [];
  readonly nameTexts: TextColumn;
  readonly ipTexts: TextColumn;
  letters: Int32Array;
  others: Int32Array;
  hostOf: Int32Array;
  /** 1 for a slot whose machine matches the filter. */
  matches: Uint8Array;
  /** The first stands for no host. */
  readonly hosts: HostNames[] = [{ name: "", folded: "", endpoint: "" }];
  readonly #natural: NaturalRanks;
  readonly #inventory: Inventory;
  readonly #isJoined: boolean;
  readonly #unsubscribe: () => void;
  readonly #slots = new Map<string, number>();
  readonly #free: number[] = [];
  readonly #hostSlots = new Map<string, number>();
  #touched: number[] = [];
  /** By slot: not 0 for one that is touched, MOVED for one that has moved too. */
  #notes: Uint8Array;
  #hostsChanged = false;
  #filter = parseFilter("");
  /** What `matches` holds, and by what it was found. */
  #applied = this.#filter;
  #test: FilterTest;

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
    this.#isJoined = isJoined(inventory);
    const machines = inventory.machines.all();
    const slots = Math.max(LEAST_SLOTS, machines.length);
    this.nameTexts = new TextColumn(slots);
    this.ipTexts = new TextColumn(slots);
    this.letters = new Int32Array(slots);
    this.others = new Int32Array(slots);
    this.hostOf = new Int32Array(slots);
    this.matches = new Uint8Array(slots);
    this.#notes = new Uint8Array(slots);
    this.#natural = new NaturalRanks(this.machines, slots);
    this.#test = new FilterTest(this.#filter, this);
    for (const machine of machines) this.#put(machine);
    this.#unsubscribe = inventory.subscribe((changes) => this.#take(changes));
  }

  get filter(): Filter {
    return this.#filter;
  }

  filterBy(filter: Filter): void {
    this.#filter = filter;
  }

  /** The filter made ready, as of the last settling. */
  get test(): FilterTest {
    return this.#test;
  }

  /** All slots that are taken, in natural order of name. */
  get natural(): Int32Array {
    return this.#natural.order;
  }

  /** By slot: the place in `natural`. */
  get ranks(): Int32Array {
    return this.#natural.ranks;
  }

  slotOf(id: string): number | null {
    return this.#slots.get(id) ?? null;
  }

  /** The slots that match the filter, in an order that is handed in. */
  matching(order: Int32Array): Int32Array {
    if (this.#applied.isEmpty) return order;
    const matching = new Int32Array(order.length);
    let count = 0;
    for (const slot of order) if (this.matches[slot] === 1) matching[count++] = slot;
    return matching.subarray(0, count);
  }

  /** Brings everything up to date; null when there was nothing to do. */
  settle(): Settled | null {
    const filtered = this.#filter !== this.#applied;
    if (this.#touched.length === 0 && !this.#hostsChanged && !filtered) return null;
    const [touched, notes] = [this.#touched, this.#notes];
    const hasMoved = (slot: number) => notes[slot] === MOVED;
    const settled = { touched, hasMoved, hosts: this.#hostsChanged };
    this.#touched = [];
    if (touched.length > 0) this.#notes = new Uint8Array(notes.length);
    this.#hostsChanged = false;
    this.#natural.update(touched.filter(hasMoved));
    if (filtered || settled.hosts) this.#refilter(settled);
    else for (const slot of touched) this.#match(slot);
    return settled;
  }

  /** Compares two names as `natural` does. */
  readonly compareNames = (a: string, b: string): number => this.#natural.compareNames(a, b);

  dispose(): void {
    this.#unsubscribe();
  }

  /** Only what matched before is looked at again where the new filter narrows the last one. */
  #refilter({ touched, hosts }: Settled): void {
    const narrows = !hosts && this.#filter.narrows(this.#applied);
    this.#test = new FilterTest(this.#filter, this);
    this.#applied = this.#filter;
    const { machines, matches } = this;
    // By slot, not in order: memory is read from one end to the other.
    for (let slot = 0; slot < machines.length; slot++) {
      if (!narrows || matches[slot] === 1) matches[slot] = this.#test.matches(slot) ? 1 : 0;
    }
    for (const slot of narrows ? touched : this.#free) this.#match(slot);
  }

  #match(slot: number): void {
    this.matches[slot] = this.machines[slot] !== null && this.#test.matches(slot) ? 1 : 0;
  }

  #take({ entered, changed, left }: Changed): void {
    // Those that left first, so that their slots are free for those that entered.
    for (const object of left) {
      if (object.kind === "vm") this.#remove(object.id);
      else if (object.kind === "host") this.#nameHost(object.id);
    }
    for (const object of entered) {
      if (object.kind === "vm") this.#put(object);
      else if (object.kind === "host") this.#nameHost(object.id);
    }
    for (const { before, after } of changed) {
      if (after.kind === "vm") this.#put(after);
      else if (after.kind === "host" && before.name !== after.name) this.#nameHost(after.id);
    }
  }

  #put(machine: VirtualMachine): void {
    const known = this.#slots.get(machine.id);
    const slot = known ?? this.#free.pop() ?? this.#grow();
    const before = known === undefined ? null : (this.machines[slot] ?? null);
    this.#slots.set(machine.id, slot);
    this.machines[slot] = machine;
    this.#note(slot, TOUCHED);
    if (before === null || before.name !== machine.name) this.#name(slot, machine.name);
    if (before === null || before.ip !== machine.ip) {
      this.ips[slot] = machine.ip?.toLowerCase() ?? "";
      this.ipTexts.set(slot, this.ips[slot]);
    }
    if (before === null || before.host !== machine.host) this.hostOf[slot] = this.#hostSlot(machine.host);
  }

  #remove(id: string): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    this.#slots.delete(id);
    this.#free.push(slot);
    this.machines[slot] = null;
    this.#note(slot, MOVED);
  }

  #note(slot: number, note: number): void {
    const before = this.#notes[slot] ?? 0;
    if (before === 0) this.#touched.push(slot);
    this.#notes[slot] = Math.max(before, note);
  }

  #name(slot: number, name: string): void {
    const folding = folded(name);
    this.names[slot] = composed(name);
    this.foldedNames[slot] = folding;
    this.letters[slot] = lettersIn(folding);
    this.others[slot] = othersIn(folding);
    this.nameTexts.set(slot, folding);
    this.#natural.set(slot, name);
    this.#note(slot, MOVED);
  }

  /** A slot that was never taken. */
  #grow(): number {
    const slot = this.machines.length;
    if (slot === this.letters.length) {
      this.letters = grown(this.letters, slot * 2);
      this.others = grown(this.others, slot * 2);
      this.hostOf = grown(this.hostOf, slot * 2);
      this.matches = grown(this.matches, slot * 2);
      this.#notes = grown(this.#notes, slot * 2);
    }
    return slot;
  }

  #hostSlot(id: string | null): number {
    if (id === null) return 0;
    const known = this.#hostSlots.get(id);
    if (known !== undefined) return known;
    const slot = this.hosts.length;
    this.#hostSlots.set(id, slot);
    this.#nameHost(id);
    return slot;
  }

  /** A host that no machine is on yet is named when one is. */
  #nameHost(id: string): void {
    const slot = this.#hostSlots.get(id);
    if (slot === undefined) return;
    const name = this.#inventory.nameOf(id) ?? "";
    const endpoint = this.#isJoined ? folded(partedId(id).endpoint) : "";
    this.hosts[slot] = { name: composed(name), folded: folded(name), endpoint };
    this.#hostsChanged = true;
  }
}
