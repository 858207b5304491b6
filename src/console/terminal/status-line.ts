import stringWidth from "string-width";

/** Where a line can be shown that is gone again: a terminal, and no file. */
interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const CLEAR_LINE = "\r\u001b[K";

/** One line at the bottom of the terminal that comes and goes, under what is printed for good. */
export class StatusLine {
  readonly #screen: Screen;
  #shown: string | null = null;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** Null takes it away. Where there is no terminal nothing is shown. */
  show(text: string | null): void {
    if (this.#screen.isTTY !== true) return;
    if (text === null && this.#shown === null) return;
    this.#shown = text;
    this.#screen.write(CLEAR_LINE + (text === null ? "" : this.#fitted(text)));
  }

  /** Prints something for good, above the line. */
  under(print: () => void): void {
    const shown = this.#shown;
    this.show(null);
    print();
    this.show(shown);
  }

  /** A line that wraps could not be taken away again. */
  #fitted(text: string): string {
    // A terminal that nobody has given a size says 0.
    const room = (this.#screen.columns || 80) - 1;
    let fitted = "";
    for (const { segment } of new Intl.Segmenter().segment(text)) {
      if (stringWidth(fitted + segment) > room) break;
      fitted += segment;
    }
    return fitted;
  }
}
