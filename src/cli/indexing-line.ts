import type { Io } from "#cli/io.js";
import type { Results } from "#messages/catalogue.js";

/** What takes no longer than this is not worth a word, in milliseconds. */
const LONG_MS = 500;

/** Says on the terminal how far the making of a long journal's index is; the line is gone once that is over. */
export function indexingLine(io: Pick<Io, "status">, results: Results): (percent: number | null) => void {
  const since = performance.now();
  let shown: number | null = null;
  return (percent) => {
    if (percent === shown || (percent !== null && performance.now() - since <= LONG_MS)) return;
    io.status(percent === null ? null : results.indexing({ percent }));
    shown = percent;
  };
}
