import type { Entry } from "#domain/entry.js";

/** Parts that are known: those of several bulk operations side by side. */
const KNOWN = 256;

/**
 * Lets entries share the parts that they have in common. Each is read from a line of its own, with copies of its own of
 * who, where and what, though the entry before it says the same: a third of all that entries take.
 */
export class SharedParts {
  /** By their text, those that were last asked for at the end. */
  readonly #known = new Map<string, object>();

  /** The same entry; what its parts share is not to be changed, as nothing of an entry is. */
  shared(entry: Entry): Entry {
    const { USR, HST, TGT } = entry;
    return { ...entry, USR: this.#part(USR), HST: this.#part(HST), TGT: this.#part(TGT) };
  }

  #part<T extends object>(part: T): T {
    const text = JSON.stringify(part);
    // Of the same text, it is the same.
    const known = (this.#known.get(text) ?? part) as T;
    this.#known.delete(text);
    this.#known.set(text, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > KNOWN && oldest !== undefined) this.#known.delete(oldest);
    return known;
  }
}
