import { type FilterWord, implies, parseWord } from "#inventory/filter-word.js";
import { composed, foldedWithPlaces } from "#inventory/folding.js";
import { fuzzyPlaces } from "#inventory/fuzzy.js";
import { globWord } from "#inventory/glob-word.js";

/** A name is matched fuzzily; of an address and of a host's name a word is one piece. */
export type Searched = "name" | "ip" | "host";

/**
 * Words separated by blanks, all of which a machine must match:
 *
 * - a word with `*`, `?` or `[a-c]` is a glob over the whole of its name, address or host's name. Case counts, as in a
 *   command: what a glob shows here is what the same glob would be about there.
 * - `!word` leaves out what has the word in one piece, `!glob` what the glob matches. Not what would match it
 *   fuzzily: that an operator could not foresee.
 * - any other word matches when its characters are in the name in this order, or when it is a part of the address or
 *   of the host's name; case and width do not count.
 *
 * Any text is a filter: what is half typed matches everything.
 */
export function parseFilter(text: string): Filter {
  return new Filter(text.split(/\s+/u).flatMap((word) => parseWord(word) ?? []));
}

export class Filter {
  readonly words: readonly FilterWord[];

  constructor(words: readonly FilterWord[]) {
    this.words = words;
  }

  /** Whether it matches everything. */
  get isEmpty(): boolean {
    return this.words.length === 0;
  }

  /** Whether surely nothing matches that does not match `previous`. */
  narrows(previous: Filter): boolean {
    return previous.words.every((old) => this.words.some((word) => implies(word, old)));
  }

  /** The indices of the UTF-16 units of `text` that matched, ascending; whole characters only. */
  positions(text: string, searched: Searched = "name"): readonly number[] {
    const { text: target, places } = foldedWithPlaces(text);
    const found = new Set<number>();
    for (const word of this.words) {
      if (word.kind === "glob" && globWord(word)(composed(text))) {
        for (let at = 0; at < text.length; at++) found.add(at);
      }
      if (word.kind !== "plain") continue;
      const units = searched === "name" ? fuzzyPlaces(target, word.text) : piece(target, word.text);
      for (const unit of units) {
        const [from, to] = places[unit] ?? [0, 0];
        for (let at = from; at < to; at++) found.add(at);
      }
    }
    return [...found].sort((a, b) => a - b);
  }
}

function piece(target: string, text: string): readonly number[] {
  const start = target.indexOf(text);
  return start < 0 ? [] : Array.from(text, (_, offset) => start + offset);
}
