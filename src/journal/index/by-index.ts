import type { FindOptions } from "#journal/index/find-lines.js";
import type { OpenIndex } from "#journal/index/open-index.js";
import { isMistaken, tryOpen } from "#journal/index/try-index.js";
import { updateIndex } from "#journal/index/update-index.js";
import type { Layout } from "#journal/layout.js";

export type ByIndexOptions = Omit<FindOptions, "newest">;

/**
 * Reads something of a journal by the index, brought up to date, where there is one that is of use; else out of the journal itself.
 *
 * @param read answers the same with the index and, given null, without
 */
export async function byIndex<T>(
  layout: Layout,
  { index = true, ...updating }: ByIndexOptions,
  read: (index: OpenIndex | null) => Promise<T>,
): Promise<T> {
  if (index) await updateIndex(layout, updating);
  const open = index ? tryOpen(layout) : null;
  try {
    return await read(open);
  } catch (error) {
    if (open === null || !isMistaken(layout, error)) throw error;
    return await read(null);
  } finally {
    open?.close();
  }
}
