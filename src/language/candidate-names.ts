import type { Likeness } from "#language/candidate.js";

/** Names that can be asked for by what was typed of them. */
export interface Names<T> {
  /** Those that answer so, `limit` at most, in the order in which they are to be offered. An empty text begins all. */
  matching(typed: string, likeness: Likeness, limit: number): readonly T[];
}

/**
 * Names in the order in which they are to be offered. All of them are held in one text, which is searched as a whole:
 * fit for 50,000, and made anew when one of them changes. `nameOf` gives what is matched; `make` is called for those that
 * are handed out.
 */
export class NameList<Row, T> implements Names<T> {
  readonly #rows: readonly Row[];
  readonly #make: (row: Row) => T;
  /** Every name after a line feed, and one at the end. */
  readonly #text: string;
  /** Where in that text each name begins, and where one more would. */
  readonly #starts: Uint32Array;
  /** Which letters each name has, so that most names need not be read. */
  readonly #letters: Int32Array;

  constructor(rows: readonly Row[], nameOf: (row: Row) => string, make: (row: Row) => T) {
    this.#rows = rows;
    this.#make = make;
    const names = rows.map((row) => fold(nameOf(row)));
    this.#text = ["", ...names, ""].join("\n");
    this.#starts = new Uint32Array(rows.length + 1);
    this.#letters = Int32Array.from(names, lettersOf);
    let at = 1;
    for (const [place, name] of names.entries()) {
      this.#starts[place] = at;
      at += name.length + 1;
    }
    this.#starts[rows.length] = at;
  }

  matching(typed: string, likeness: Likeness, limit: number): readonly T[] {
    const found: T[] = [];
    if (limit <= 0) return found;
    for (const place of this.#places(fold(typed), likeness)) {
      const row = this.#rows[place];
      if (row !== undefined) found.push(this.#make(row));
      if (found.length >= limit) break;
    }
    return found;
  }

  #places(typed: string, likeness: Likeness): Iterable<number> {
    if (likeness === "letters") return this.#lettered(typed);
    return likeness === "begins" ? this.#having(`\n${typed}`, 1) : this.#having(typed, 0);
  }

  /** The names in which `wanted` is found; `lead` is how much of it stands before a name. */
  *#having(wanted: string, lead: number): Iterable<number> {
    let from = 0;
    while (from < this.#text.length) {
      const at = this.#text.indexOf(wanted, from);
      if (at < 0) return;
      const place = this.#placeAt(at + lead);
      if (place >= this.#rows.length) return;
      yield place;
      from = (this.#starts[place + 1] ?? this.#text.length) - lead;
    }
  }

  /** The names that hold all letters of `typed` in their order, whatever stands between. */
  *#lettered(typed: string): Iterable<number> {
    const text = this.#text;
    const needed = lettersOf(typed);
    for (const [place, letters] of this.#letters.entries()) {
      if ((letters & needed) !== needed) continue;
      const end = (this.#starts[place + 1] ?? 0) - 1;
      let had = 0;
      for (let at = this.#starts[place] ?? end; had < typed.length && at + typed.length - had <= end; at++) {
        if (text.charCodeAt(at) === typed.charCodeAt(had)) had++;
      }
      if (had === typed.length) yield place;
    }
  }

  /** The name in which a column of the text is. */
  #placeAt(column: number): number {
    let low = 0;
    let high = this.#rows.length;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#starts[middle] ?? 0) <= column) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/**
 * Upper case and the full-width letters of an input method count as the letters they stand for. No name holds a line feed
 * then, as those separate them.
 */
function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().replaceAll("\n", " ");
}

/** A bit for each letter of a text; letters whose codes are 32 apart share one. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at++) letters |= 1 << (text.charCodeAt(at) & 31);
  return letters;
}
