import type { Graphemes } from "#console/line/graphemes.js";
import { left, right, wordLeft, wordRight } from "#console/line/motions.js";

/** Another text for the columns `from` to `to`. */
interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What a key makes of the text around the cursor; null where it can make nothing of it. */
export type Rewrite = (graphemes: Graphemes, column: number) => Replacement | null;

/** Drags the character before the cursor over the one after it; at the end of the line, swaps the last two. */
export const transposeCharacters: Rewrite = (graphemes, column) => {
  const { text } = graphemes;
  const middle = column === text.length ? left(graphemes, column) : column;
  if (middle === 0) return null;
  const from = left(graphemes, middle);
  const to = right(graphemes, middle);
  return { from, to, text: text.slice(middle, to) + text.slice(from, middle) };
};

/** Drags the word before the cursor over the one after it. As in Readline, the last word ends where the line does. */
export const transposeWords: Rewrite = (graphemes, column) => {
  const { text } = graphemes;
  const to = wordRight(graphemes, column);
  const second = wordLeft(graphemes, to);
  const from = wordLeft(graphemes, second);
  const firstEnd = wordRight(graphemes, from);
  if (from === second || second < firstEnd) return null;
  return {
    from,
    to,
    text: text.slice(second, to) + text.slice(firstEnd, second) + text.slice(from, firstEnd),
  };
};

export const upperCase: Rewrite = changedWord((text) => text.toUpperCase());
export const lowerCase: Rewrite = changedWord((text) => text.toLowerCase());
export const capitalize: Rewrite = changedWord((text) =>
  text.replace(
    /([\p{L}\p{N}])(.*)$/su,
    (_, first: string, rest: string) => first.toUpperCase() + rest.toLowerCase(),
  ),
);

/** From the cursor to the end of the word. */
function changedWord(changed: (text: string) => string): Rewrite {
  return (graphemes, column) => {
    const to = wordRight(graphemes, column);
    return to === column ? null : { from: column, to, text: changed(graphemes.text.slice(column, to)) };
  };
}
