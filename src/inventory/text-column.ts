import { grown } from "#inventory/grown.js";

/** How long names and addresses are. */
const EXPECTED_LENGTH = 16;

/**
 * A text for each slot, all in one piece of memory: strings all over the heap take several times as long to look
 * through. Texts are UTF-16 units; a slot that was never set is empty.
 */
export class TextColumn {
  #units: Uint16Array;
  #starts: Int32Array;
  #lengths: Int32Array;
  /** Where the units that are taken end, and how many before that no text has any more. */
  #end = 0;
  #lost = 0;

  /** `slots`: how many are expected, at least 1. */
  constructor(slots: number) {
    this.#units = new Uint16Array(slots * EXPECTED_LENGTH);
    this.#starts = new Int32Array(slots);
    this.#lengths = new Int32Array(slots);
  }

  set(slot: number, text: string): void {
    if (slot >= this.#starts.length) {
      this.#starts = grown(this.#starts, slot * 2);
      this.#lengths = grown(this.#lengths, slot * 2);
    }
    const length = this.#lengths[slot] ?? 0;
    if (text.length > length) {
      this.#lost += length;
      this.#lengths[slot] = 0;
      this.#makeRoom(text.length);
      this.#starts[slot] = this.#end;
      this.#end += text.length;
    } else this.#lost += length - text.length;
    this.#lengths[slot] = text.length;
    const start = this.#starts[slot] ?? 0;
    for (let at = 0; at < text.length; at++) this.#units[start + at] = text.charCodeAt(at);
  }

  /** Whether the units of `word` are in the text of a slot in this order. */
  hasInOrder(slot: number, word: Uint16Array): boolean {
    const units = this.#units;
    const start = this.#starts[slot] ?? 0;
    const end = start + (this.#lengths[slot] ?? 0);
    let found = 0;
    for (let at = start; at < end && found < word.length; at++) if (units[at] === word[found]) found++;
    return found === word.length;
  }

  /** Whether `piece`, of at least one unit, is a part of the text of a slot. */
  has(slot: number, piece: Uint16Array): boolean {
    const start = this.#starts[slot] ?? 0;
    const last = start + (this.#lengths[slot] ?? 0) - piece.length;
    for (let at = start; at <= last; at++) {
      if (this.#units[at] === piece[0] && this.#isAt(at, piece)) return true;
    }
    return false;
  }

  startsWith(slot: number, piece: Uint16Array): boolean {
    return (this.#lengths[slot] ?? 0) >= piece.length && this.#isAt(this.#starts[slot] ?? 0, piece);
  }

  equals(slot: number, text: Uint16Array): boolean {
    return this.#lengths[slot] === text.length && this.#isAt(this.#starts[slot] ?? 0, text);
  }

  #isAt(start: number, piece: Uint16Array): boolean {
    let same = 0;
    while (same < piece.length && this.#units[start + same] === piece[same]) same++;
    return same === piece.length;
  }

  /** Room for so many units at the end: by closing the gaps if there are many, else by growing. */
  #makeRoom(length: number): void {
    if (this.#end + length <= this.#units.length) return;
    const before = this.#units;
    const size = this.#lost > this.#end / 2 ? before.length : before.length * 2;
    this.#units = new Uint16Array(Math.max(size, this.#end - this.#lost + length));
    this.#end = 0;
    this.#lost = 0;
    for (let slot = 0; slot < this.#lengths.length; slot++) {
      const start = this.#starts[slot] ?? 0;
      const its = this.#lengths[slot] ?? 0;
      this.#units.set(before.subarray(start, start + its), this.#end);
      this.#starts[slot] = this.#end;
      this.#end += its;
    }
  }
}

/** Text as a column compares it. */
export function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at++) units[at] = text.charCodeAt(at);
  return units;
}
