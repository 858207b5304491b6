import { folded } from "#inventory/folding.js";

/** How many lines are kept. */
export const MOST_LINES = 5_000;

/** A line of the history, and its index there. */
export interface Match {
  readonly line: string;
  readonly at: number;
}

/** A way up through the lines that begin alike, and back down to what was being typed. */
interface Walk {
  readonly typed: string;
  /** Newest first, each once. */
  readonly lines: readonly string[];
  /** -1 is what was being typed. */
  readonly index: number;
}

/** The command lines that were run. */
export class History {
  readonly #lines: string[] = [];
  #walk: Walk | null = null;

  /** @param lines newest last; those that would not have been kept are left out */
  constructor(lines: Iterable<string> = []) {
    for (const line of lines) this.add(line);
  }

  /** Newest last. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /**
   * Keeps a line and ends a walk; answers whether it was kept. A blank line is not, nor the same line twice in a row,
   * nor one that begins with a blank: that is how an operator keeps one out.
   */
  add(line: string): boolean {
    this.#walk = null;
    if (/^(\s|$)/u.test(line) || line === this.#lines.at(-1)) return false;
    this.#lines.push(line);
    if (this.#lines.length > MOST_LINES) this.#lines.shift();
    return true;
  }

  /**
   * The next older line that begins with `prefix`; null when there is none. While `current` is what the walk has come to
   * it goes on, with the prefix that it began with; any other `current` was edited, and begins a new one.
   *
   * @param prefix what stands before the cursor
   * @param current the whole line, to come back to
   */
  previous(prefix: string, current: string): string | null {
    const walk =
      this.#walk !== null && this.#walk.index >= 0 && lineOf(this.#walk) === current
        ? this.#walk
        : { typed: current, lines: this.#beginningWith(prefix, current), index: -1 };
    return this.#go(walk, walk.index + 1);
  }

  /**
   * The next newer line of the walk, and what was being typed at its end; null when nothing is newer.
   *
   * @param current the whole line: when it was edited the walk is over, and it stays. Left out, it was not.
   */
  next(current?: string): string | null {
    const walk = this.#walk;
    if (walk === null || (current !== undefined && current !== lineOf(walk))) return null;
    return this.#go(walk, walk.index - 1);
  }

  /**
   * The newest line at or before the index `from` that has `query` in it, whatever its case and width. A line that is
   * there several times is only found where it is newest; an empty query finds nothing.
   */
  search(query: string, from: number): Match | null {
    return this.#find(query, Math.min(from, this.#lines.length - 1), -1);
  }

  /** The oldest such line at or after the index `from`. */
  searchNewer(query: string, from: number): Match | null {
    return this.#find(query, Math.max(from, 0), 1);
  }

  #find(query: string, from: number, step: 1 | -1): Match | null {
    const part = folded(query);
    if (part === "") return null;
    for (let at = from, line = this.#lines[at]; line !== undefined; at += step, line = this.#lines[at]) {
      if (folded(line).includes(part) && this.#lines.lastIndexOf(line) === at) return { line, at };
    }
    return null;
  }

  #beginningWith(prefix: string, current: string): readonly string[] {
    const fitting = this.#lines.toReversed().filter((line) => line.startsWith(prefix) && line !== current);
    return [...new Set(fitting)];
  }

  #go(walk: Walk, index: number): string | null {
    if (index < -1 || index >= walk.lines.length) return null;
    this.#walk = { ...walk, index };
    return lineOf(this.#walk);
  }
}

function lineOf({ typed, lines, index }: Walk): string {
  return lines[index] ?? typed;
}
