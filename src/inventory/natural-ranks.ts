import { grown } from "#inventory/grown.js";
import { NameKeys } from "#inventory/name-keys.js";
import { NameOrder } from "#inventory/name-order.js";
import { reordered } from "#inventory/slot-order.js";

/** From so many on, passes over the keys of names take less time than comparing them. */
const MANY = 2000;

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The order of slots by the name of what is in them, then by its id: as every listing. */
export class NaturalRanks {
  /** All slots that are taken, in order. */
  order: Int32Array = new Int32Array(0);
  /** By slot: the place in `order`. */
  ranks: Int32Array;
  readonly #objects: readonly (Named | null)[];
  readonly #names = new NameOrder();
  readonly #keys: NameKeys;

  /** `objects`: what is in each slot, null for nothing; kept, and read at each update. */
  constructor(objects: readonly (Named | null)[], slots: number) {
    this.#objects = objects;
    this.#keys = new NameKeys(this.#names.weights, slots);
    this.ranks = new Int32Array(slots);
  }

  /** Tells of a slot that is taken, or whose object has another name. It is one of the next to be updated. */
  set(slot: number, name: string): void {
    this.#keys.set(slot, name);
  }

  /** Puts slots in their places, each once: those that were taken or freed, and those with another name. */
  update(slots: readonly number[]): void {
    if (slots.length === 0) return;
    const taken = slots.filter((slot) => this.#objects[slot] !== null);
    const sorted = taken.length < MANY ? taken.sort(this.#compare) : this.#sortMany(taken);
    this.order = reordered(this.order, slots, sorted, this.#compare, this.#objects.length);
    if (this.ranks.length < this.#objects.length) this.ranks = grown(this.ranks, this.#objects.length * 2);
    for (let place = 0; place < this.order.length; place++) this.ranks[this.order[place] ?? 0] = place;
  }

  compareNames(a: string, b: string): number {
    return this.#names.compare(a, b);
  }

  readonly #compare = (a: number, b: number): number => {
    const told = this.#keys.compare(a, b);
    if (told !== 0) return told;
    const difference = this.#names.compare(this.#objects[a]?.name ?? "", this.#objects[b]?.name ?? "");
    if (difference !== 0) return difference;
    const [idA, idB] = [this.#objects[a]?.id ?? "", this.#objects[b]?.id ?? ""];
    return this.#names.compare(idA, idB) || (idA < idB ? -1 : 1);
  };

  /** By keys, which takes no comparisons; what they leave open is compared. */
  #sortMany(slots: readonly number[]): Int32Array {
    const unsaid = slots.filter((slot) => !this.#keys.isSaid(slot)).sort(this.#compare);
    const sorted = this.#keys.sorted(Int32Array.from(slots.filter((slot) => this.#keys.isSaid(slot))));
    for (let from = 0, to = 1; from < sorted.length; from = to++) {
      const first = sorted[from] ?? 0;
      while (to < sorted.length && this.#keys.compare(first, sorted[to] ?? 0) === 0) to++;
      if (to - from > 1) sorted.set(Array.from(sorted.subarray(from, to)).sort(this.#compare), from);
    }
    return reordered(sorted, unsaid, unsaid, this.#compare, this.#objects.length);
  }
}
