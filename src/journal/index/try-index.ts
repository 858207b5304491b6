import { isOfFile, remove } from "#journal/index/index-file.js";
import { IndexMistaken } from "#journal/index/lines-at.js";
import { OpenIndex } from "#journal/index/open-index.js";
import type { Layout } from "#journal/layout.js";

/** Null where the index cannot be used now, for whatever reason: the journal itself has all that it says. */
export function tryOpen(layout: Layout): OpenIndex | null {
  try {
    return OpenIndex.open(layout);
  } catch (error) {
    if (!isOfFile(error)) throw error;
    return null;
  }
}

/**
 * Whether an error means that the index is no help, and the journal itself must be read. One that is mistaken is removed,
 * where it can be, and made anew when somebody next reads.
 */
export function isMistaken(layout: Layout, error: unknown): boolean {
  if (error instanceof IndexMistaken) {
    try {
      remove(layout);
    } catch (problem) {
      if (!isOfFile(problem)) throw problem;
    }
    return true;
  }
  return isOfFile(error);
}
