/** The private use area: each of its signs is one UTF-16 unit and one column, and none stands for anything to Ink. */
const FIRST = 0xe000;
/** As many as the area has: many frames of the largest screen, so that no sign that Ink still holds is given away again. */
const COUNT = 0x1900;
const SIGN = /[\ue000-\uf8ff]/gu;

/**
 * Lets Ink lay out one sign a row in place of the painted line: to take a line apart into characters and styles and put
 * it together again costs it far more than all the rest of a frame. A row has another sign once its line is another, so
 * that Ink writes the rows that have changed, and no others.
 */
export class RowSigns {
  readonly #lines: string[] = [];
  #shown: readonly { readonly line: string; readonly sign: string }[] = [];
  #given = 0;

  /** A sign for each line. The same line at the same place keeps its sign. */
  of(lines: readonly string[]): readonly string[] {
    this.#shown = lines.map((line, row) => {
      const shown = this.#shown[row];
      return shown?.line === line ? shown : { line, sign: this.#give(line) };
    });
    return this.#shown.map(({ sign }) => sign);
  }

  /** What Ink has written, with the painted lines in place of their signs. */
  painted(text: string): string {
    return text.replace(SIGN, (sign) => this.#lines[sign.charCodeAt(0) - FIRST] ?? "");
  }

  #give(line: string): string {
    const place = this.#given % COUNT;
    this.#given += 1;
    this.#lines[place] = line;
    return String.fromCharCode(FIRST + place);
  }
}
