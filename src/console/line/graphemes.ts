const segmenter = new Intl.Segmenter();

/** A text as people see it, by its graphemes. Columns count UTF-16 units, and those that are answered are boundaries. */
export class Graphemes {
  readonly text: string;
  readonly #segments: Intl.Segments;

  constructor(text: string) {
    this.text = text;
    this.#segments = segmenter.segment(text);
  }

  /** The nearest boundary at or after `column`, which may lie outside the text. */
  boundary(column: number): number {
    const within = Math.min(Math.max(0, column), this.text.length);
    return this.#startOf(within) === within ? within : this.after(within);
  }

  /** Where the grapheme on the left of `column` begins; 0 at the beginning of the text. */
  before(column: number): number {
    return column === 0 ? 0 : this.#startOf(column - 1);
  }

  /** Where the grapheme at `column` ends; the end of the text when there is none. */
  after(column: number): number {
    const here = this.#segments.containing(column);
    return here === undefined ? this.text.length : here.index + here.segment.length;
  }

  /** The end of the graphemes from `column` to the left that pass. */
  leftPast(column: number, passes: (grapheme: string) => boolean): number {
    let at = column;
    let next = this.before(at);
    while (next < at && passes(this.text.slice(next, at))) [at, next] = [next, this.before(next)];
    return at;
  }

  /** The end of the graphemes from `column` to the right that pass. */
  rightPast(column: number, passes: (grapheme: string) => boolean): number {
    let at = column;
    let next = this.after(at);
    while (next > at && passes(this.text.slice(at, next))) [at, next] = [next, this.after(next)];
    return at;
  }

  #startOf(column: number): number {
    return this.#segments.containing(column)?.index ?? this.text.length;
  }
}
