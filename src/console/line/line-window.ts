import type { Graphemes } from "#console/line/graphemes.js";
import { widthOf } from "#console/widgets/width.js";

/** The part of a line that is seen. */
export interface Visible {
  readonly text: string;
  /** In columns of the terminal from the left of the window; always inside it. */
  readonly cursorColumn: number;
  /** Whether there is more of the line on the left, and on the right. */
  readonly cutLeft: boolean;
  readonly cutRight: boolean;
}

/** What is seen on either side of the cursor, at most, in columns of the terminal. */
const MARGIN = 8;

/** A window on a line that is longer than it. It moves no further than it must. */
export class LineWindow {
  /** Where the window begins in the text. */
  #from = 0;

  /**
   * The window is as wide as `width` says, in columns of the terminal. The cursor has a column of its own at the end of
   * the line; elsewhere the whole grapheme that it is on is seen.
   */
  on(graphemes: Graphemes, cursor: number, width: number): Visible {
    const { text } = graphemes;
    this.#from = this.#moved(graphemes, cursor, width);
    const to = reachRight(graphemes, this.#from, width);
    const cursorColumn = widthOf(text.slice(this.#from, cursor));
    return {
      text: text.slice(this.#from, to),
      cursorColumn: Math.max(0, Math.min(cursorColumn, width - 1)),
      cutLeft: this.#from > 0,
      cutRight: to < text.length,
    };
  }

  #moved(graphemes: Graphemes, cursor: number, width: number): number {
    const end = graphemes.text.length;
    const margin = Math.min(MARGIN, Math.floor(width / 4));
    const ahead = Math.max(graphemes.after(cursor), reachRight(graphemes, cursor, margin));
    const least = reachLeft(graphemes, ahead, ahead === end ? width - 1 : width);
    // What is on the right of a line's end is not worth showing while something on the left is hidden.
    const most = Math.min(reachLeft(graphemes, cursor, margin), reachLeft(graphemes, end, width - 1));
    return Math.min(most, Math.max(least, graphemes.boundary(this.#from)));
  }
}

function reachLeft(graphemes: Graphemes, from: number, columns: number): number {
  let room = columns;
  return graphemes.leftPast(from, (grapheme) => {
    room -= widthOf(grapheme);
    return room >= 0;
  });
}

function reachRight(graphemes: Graphemes, from: number, columns: number): number {
  let room = columns;
  return graphemes.rightPast(from, (grapheme) => {
    room -= widthOf(grapheme);
    return room >= 0;
  });
}
