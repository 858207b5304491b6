import { type Criteria, meets } from "#journal/index/criteria.js";
import { endOf } from "#journal/index/extent.js";
import { isMistaken, tryOpen } from "#journal/index/try-index.js";
import { type UpdateOptions, updateIndex } from "#journal/index/update-index.js";
import type { Layout } from "#journal/layout.js";
import type { Line } from "#journal/line.js";
import { rawLinesFrom } from "#journal/lines-from.js";
import { readLines, readLinesFrom, wholeLines } from "#journal/read-lines.js";

export interface FindOptions extends UpdateOptions {
  /** Of those that meet the criteria, only the newest, at most so many. */
  readonly newest?: number | undefined;
  /** False: the journal itself is read, from its beginning. */
  readonly index?: boolean;
}

/**
 * The lines of a journal that meet the criteria, in order: by the index where that helps, and what it does not have, or
 * is mistaken in, from the journal itself. Throws `JOURNAL_DAMAGED` for a line that is met on the way and is no entry.
 */
export async function* findLines(
  layout: Layout,
  criteria: Criteria,
  options: FindOptions = {},
): AsyncGenerator<Line> {
  const { newest } = options;
  const lines = linesFrom(layout, criteria, options);
  if (newest === undefined) yield* lines;
  else yield* await last(lines, newest);
}

/** The line of a seq; null where there is none. Throws as `findLines` does. */
export async function findLine(
  layout: Layout,
  seq: number,
  { index = true, ...updating }: Omit<FindOptions, "newest">,
): Promise<Line | null> {
  if (index) await updateIndex(layout, updating);
  const open = index ? tryOpen(layout) : null;
  try {
    const line = open?.lineOf(seq) ?? null;
    if (line !== null) return line;
  } catch (error) {
    if (!isMistaken(layout, error)) throw error;
  } finally {
    open?.close();
  }
  for await (const line of wholeLines(readLines(layout, seq))) if (line.entry.seq === seq) return line;
  return null;
}

async function* linesFrom(
  layout: Layout,
  criteria: Criteria,
  { newest, index = true, ...updating }: FindOptions,
): AsyncGenerator<Line> {
  const helps = index && (newest !== undefined || Object.keys(criteria).length > 0);
  if (helps) await updateIndex(layout, updating);
  const open = helps ? tryOpen(layout) : null;
  let rest = readLines(layout);
  if (open !== null) {
    let next = 0;
    try {
      for (const line of open.find(criteria, newest)) {
        next = line.entry.seq + 1;
        yield line;
      }
      rest = readLinesFrom(layout, endOf(open.extent));
    } catch (error) {
      if (!isMistaken(layout, error)) throw error;
      // What was answered already stays answered.
      rest = rawLinesFrom(layout, next);
    } finally {
      open.close();
    }
  }
  for await (const line of wholeLines(rest)) if (meets(criteria, line.entry)) yield line;
}

/** The last of them, in order. */
async function last(lines: AsyncIterable<Line>, count: number): Promise<readonly Line[]> {
  const kept: Line[] = [];
  for await (const line of lines) {
    kept.push(line);
    // Not one by one: that would move all of them each time.
    if (kept.length >= 2 * count + 1_000) kept.splice(0, kept.length - count);
  }
  return count === 0 ? [] : kept.slice(-count);
}
