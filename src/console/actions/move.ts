import type { Console } from "#console/console.js";

/** Rows to go, by key; a page is given as a part of `page`, the ends as more rows than there can be. */
const MOVES: Readonly<Record<string, (page: number) => number>> = {
  up: () => -1,
  k: () => -1,
  down: () => 1,
  j: () => 1,
  pageup: (page) => -page,
  "ctrl+b": (page) => -page,
  pagedown: (page) => page,
  "ctrl+f": (page) => page,
  "ctrl+u": (page) => -Math.ceil(page / 2),
  "ctrl+d": (page) => Math.ceil(page / 2),
  home: () => Number.NEGATIVE_INFINITY,
  g: () => Number.NEGATIVE_INFINITY,
  end: () => Number.POSITIVE_INFINITY,
  G: () => Number.POSITIVE_INFINITY,
};

/** Moves the cursor of the pane that has the keys, if the key is one that moves. */
export function moved({ store }: Console, key: string): boolean {
  const move = Object.hasOwn(MOVES, key) ? MOVES[key] : undefined;
  if (move === undefined) return false;
  const pane = store[store.pane];
  pane.move(move(pane.page));
  return true;
}
