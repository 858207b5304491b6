/** The private use area: each of its signs is one UTF-16 unit and one column, and none of them means anything to Ink. */
const FIRST = 0xe000;
const COUNT = 0x1900;
const SIGN = /[\ue000-\uf8ff]/gu;
/** How many lines are known that are on no row any more: Ink may still write the frame before, or a few before that. */
const LEFT = 256;

interface Shown {
  readonly line: string;
  readonly sign: string;
}

/**
 * Lets Ink lay out one sign a row in place of the painted line (decision 14): taking lines apart into characters and
 * putting them together again would cost it far more than all the rest of a frame. A row gets another sign once its line
 * is another, so that Ink writes the rows that have changed, and no others.
 */
export class RowSigns {
  /** By their signs, those that were shown last at the end. */
  readonly #lines = new Map<string, string>();
  #shown: readonly Shown[] = [];
  #last = 0;

  /** A sign for each line. The same line in the same row keeps its sign. More rows than half the area are left out. */
  of(lines: readonly string[]): readonly string[] {
    const before = this.#shown;
    const taken = new Set(before.map(({ sign }) => sign));
    this.#shown = lines.slice(0, COUNT / 2).map((line, row) => {
      const shown = before[row];
      return shown?.line === line ? shown : { line, sign: this.#give(taken) };
    });
    this.#know(this.#shown);
    return this.#shown.map(({ sign }) => sign);
  }

  /** What Ink has written, with the painted lines in place of their signs. */
  painted(text: string): string {
    return text.replace(SIGN, (sign) => this.#lines.get(sign) ?? "");
  }

  /**
   * The next sign round the area that no row has: one that Ink may still know from an earlier frame comes up again only
   * thousands of changes later.
   */
  #give(taken: ReadonlySet<string>): string {
    let sign: string;
    do {
      this.#last = (this.#last + 1) % COUNT;
      sign = String.fromCharCode(FIRST + this.#last);
    } while (taken.has(sign));
    return sign;
  }

  /** A painted line is a kilobyte: what Ink can no longer write is forgotten, long before its sign comes up again. */
  #know(shown: readonly Shown[]): void {
    for (const { line, sign } of shown) {
      this.#lines.delete(sign);
      this.#lines.set(sign, line);
    }
    for (const sign of this.#lines.keys()) {
      if (this.#lines.size <= shown.length + LEFT) break;
      this.#lines.delete(sign);
    }
  }
}
