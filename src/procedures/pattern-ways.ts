/**
 * How many ways a backtracking matcher may have to go through a pattern, at most: what is put one after the other multiplies,
 * what stands for each other adds up, and so one `|` or `?` after the other counts for what it costs. `Infinity` for what is
 * not of this grammar: what is repeated is a group, what refers back or looks around, counts above 99.
 *
 *     pattern  = sequence *("|" sequence)
 *     sequence = *((atom [repeat] / group ["?" ["?"]] / "^" / "$"))
 *     atom     = a character, ".", an escape, a class
 *     group    = "(" ["?:" / "?<name>"] pattern ")"
 *     repeat   = ("*" / "+" / "?" / "{n}" / "{n,}" / "{n,m}") ["?"]
 *
 * @param pattern one that `RegExp` takes with the flag `u`
 */
export function waysThrough(pattern: string): number {
  return new Reading(pattern).all();
}

/** What may repeat without an end counts as so many ways: several share the text's 64 characters. */
const WAYS_OF_MANY = 32;

const LARGEST_COUNT = 99;

const ATOM =
  /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[A-Za-z]|[^1-9k])|\[(?:\\.|[^\]\\])*\]|[^\\[\](){}|*+?^$]/suy;
const REPEAT = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/uy;
const OPENING = /\((?:\?(?::|<[\p{L}_$][\p{L}\p{N}_$]*>))?(?!\?)/uy;
const ANCHOR = /[$^]/uy;
const OPTION = /\?\??/uy;

class Reading {
  readonly #pattern: string;
  #at = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  all(): number {
    const ways = this.#choices();
    return this.#at < this.#pattern.length ? Number.POSITIVE_INFINITY : ways;
  }

  #choices(): number {
    let ways = this.#sequence();
    while (this.#take(/\|/uy) !== null) ways += this.#sequence();
    return ways;
  }

  #sequence(): number {
    let ways = 1;
    for (;;) {
      const part = this.#part();
      if (part === null) return ways;
      ways *= part;
    }
  }

  /** Null where a sequence ends. */
  #part(): number | null {
    if (this.#take(ANCHOR) !== null) return 1;
    if (this.#take(ATOM) !== null) return this.#repeats();
    if (this.#take(OPENING) === null) return null;
    const ways = this.#choices();
    // What closes nothing here is read by nobody after it.
    if (this.#take(/\)/uy) === null) return Number.POSITIVE_INFINITY;
    const most = this.#take(OPTION) === null ? ways : ways + 1;
    return this.#take(REPEAT) === null ? most : Number.POSITIVE_INFINITY;
  }

  #repeats(): number {
    const found = this.#take(REPEAT);
    if (found === null) return 1;
    const [, sign, least, comma, most = ""] = found;
    if (sign === "?") return 2;
    if (Number(least ?? 0) > LARGEST_COUNT || Number(most) > LARGEST_COUNT) return Number.POSITIVE_INFINITY;
    if (sign !== undefined || (comma !== undefined && most === "")) return WAYS_OF_MANY;
    return comma === undefined ? 1 : Math.min(WAYS_OF_MANY, Number(most) - Number(least) + 1);
  }

  #take(what: RegExp): RegExpExecArray | null {
    what.lastIndex = this.#at;
    const found = what.exec(this.#pattern);
    if (found !== null) this.#at = what.lastIndex;
    return found;
  }
}
