/** The private use area: each of its signs is one UTF-16 unit and one column, and none of them means anything to Ink. */
const FIRST = 0xe000;
const COUNT = 0x1900;
const SIGN = /[\ue000-\uf8ff]/gu;

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
  /** By the place of their signs in the area. */
  readonly #lines: string[] = [];
  #shown: readonly Shown[] = [];
  #last = 0;

  /** A sign for each line. The same line in the same row keeps its sign. More rows than half the area are left out. */
  of(lines: readonly string[]): readonly string[] {
    const before = this.#shown;
    const taken = new Set(before.map(({ sign }) => sign));
    this.#shown = lines.slice(0, COUNT / 2).map((line, row) => {
      const shown = before[row];
      return shown?.line === line ? shown : { line, sign: this.#give(line, taken) };
    });
    return this.#shown.map(({ sign }) => sign);
  }

  /** What Ink has written, with the painted lines in place of their signs. */
  painted(text: string): string {
    return text.replace(SIGN, (sign) => this.#lines[sign.charCodeAt(0) - FIRST] ?? "");
  }

  /**
   * The next sign round the area that no row has: one that Ink may still know from an earlier frame comes up again only
   * thousands of changes later.
   */
  #give(line: string, taken: ReadonlySet<string>): string {
    let sign: string;
    do {
      this.#last = (this.#last + 1) % COUNT;
      sign = String.fromCharCode(FIRST + this.#last);
    } while (taken.has(sign));
    this.#lines[this.#last] = line;
    return sign;
  }
}
