import { grown } from "#inventory/grown.js";
import { endOfNumber, isDigit, LAST } from "#inventory/name-order.js";

/** How many units of a name are looked at. */
const LENGTH = 24;
/** What surely goes after all ASCII; weights are below it, from 1. */
const BEYOND = 80;
/** Instead of the first unit, for a name that units can say nothing about. */
const UNSAID = 255;
/** Units are below this. */
const UNITS = 81;

/** Hiragana, katakana and ideographs that begin a character, and have a weight of their own. */
const AFTER_ASCII = /[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]/;

/**
 * How the name of each slot begins, as small numbers that compare as `NameOrder` compares the names, as far as they
 * say something: a character is its weight, a number how many digits it has and then its digits.
 */
export class NameKeys {
  readonly #weights: Uint8Array;
  #units: Uint8Array;

  /** `weights`: those of a `NameOrder`. `slots`: how many are expected. */
  constructor(weights: Uint8Array, slots: number) {
    this.#weights = weights;
    this.#units = new Uint8Array(slots * LENGTH);
  }

  set(slot: number, name: string): void {
    const first = slot * LENGTH;
    const end = first + LENGTH;
    if (end > this.#units.length) this.#units = grown(this.#units, end * 2);
    this.#units.fill(0, first, end);
    let to = first;
    for (let at = 0; at < name.length && to < end; at++) {
      const code = name.charCodeAt(at);
      const weight = this.#weights[code] ?? 0;
      if (isDigit(code)) {
        const after = this.#addNumber(name, at, to, end);
        at = endOfNumber(name, at) - 1;
        // Digits of other scripts are part of a number too.
        const next = name.charCodeAt(at + 1);
        to = next > LAST && !AFTER_ASCII.test(name.charAt(at + 1)) ? -1 : after;
      } else if (weight > 0) this.#units[to++] = weight;
      else if (AFTER_ASCII.test(name.charAt(at))) {
        this.#units[to] = BEYOND;
        return;
      } else to = -1;
      if (to < 0) {
        this.#units[first] = UNSAID;
        return;
      }
    }
  }

  /** Whether anything is said about the name of a slot. */
  isSaid(slot: number): boolean {
    return this.#units[slot * LENGTH] !== UNSAID;
  }

  /** Negative or positive; 0 where nothing is said. */
  compare(a: number, b: number): number {
    if (!this.isSaid(a) || !this.isSaid(b)) return 0;
    const units = this.#units;
    for (let unit = 0; unit < LENGTH; unit++) {
      const difference = (units[a * LENGTH + unit] ?? 0) - (units[b * LENGTH + unit] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  /** Slots that something is said about, sorted: a pass for each unit, whatever they are. */
  sorted(slots: Int32Array): Int32Array {
    let from = slots.slice();
    let to = new Int32Array(slots.length);
    for (let unit = LENGTH - 1; unit >= 0; unit--) {
      this.#sortByUnit(from, to, unit);
      [from, to] = [to, from];
    }
    return from;
  }

  #sortByUnit(from: Int32Array, to: Int32Array, unit: number): void {
    const units = this.#units;
    const starts = new Int32Array(UNITS + 1);
    for (const slot of from) {
      const next = (units[slot * LENGTH + unit] ?? 0) + 1;
      starts[next] = (starts[next] ?? 0) + 1;
    }
    for (let at = 1; at <= UNITS; at++) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0);
    for (const slot of from) {
      const its = units[slot * LENGTH + unit] ?? 0;
      const place = starts[its] ?? 0;
      to[place] = slot;
      starts[its] = place + 1;
    }
  }

  /** Adds the number at `at`, and returns where the next unit goes; -1 for one that is too long. */
  #addNumber(name: string, at: number, to: number, end: number): number {
    const after = endOfNumber(name, at);
    let start = at;
    while (start < after - 1 && name.charCodeAt(start) === 48) start++;
    if (after - start >= BEYOND) return -1;
    let next = to;
    this.#units[next++] = this.#weights[48] ?? 0;
    if (next < end) this.#units[next++] = after - start;
    for (; start < after && next < end; start++) this.#units[next++] = name.charCodeAt(start) - 47;
    return next;
  }
}
