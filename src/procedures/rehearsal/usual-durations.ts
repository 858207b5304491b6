import { findLines } from "#journal/index/find-lines.js";
import type { Layout } from "#journal/layout.js";

/** How long an operation usually takes, in milliseconds; null where nobody knows. */
export type UsualDuration = (operation: string) => number | null;

/** So many of the newest at that endpoint are looked at: what was done elsewhere meanwhile does not take their places. */
const NEWEST = 101;

/**
 * How long operations have taken on what this journal is about: the median of the newest that went well. Throws
 * `JOURNAL_DAMAGED`.
 *
 * @param endpoint the endpoint without its user
 */
export async function usualDurations(
  layout: Layout,
  endpoint: string,
  operations: Iterable<string>,
): Promise<UsualDuration> {
  const medians = new Map<string, number>();
  for (const operation of new Set(operations)) {
    const taken: number[] = [];
    const op = (name: string) => name === operation;
    const phase = (name: string) => name === "outcome";
    for await (const { entry } of findLines(layout, { op, phase })) {
      const { HST, RST, ms } = entry;
      if (HST.endpoint !== endpoint || RST?.status !== "OK" || ms === undefined) continue;
      taken.push(ms);
      if (taken.length > NEWEST) taken.shift();
    }
    const median = taken.toSorted((a, b) => a - b)[taken.length >> 1];
    if (median !== undefined) medians.set(operation, median);
  }
  return (operation) => medians.get(operation) ?? null;
}
