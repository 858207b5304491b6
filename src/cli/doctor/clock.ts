import type { Check } from "#cli/doctor/check.js";
import { found } from "#domain/finding.js";
import { readLastLine } from "#journal/last-line.js";
import { layoutOf } from "#journal/layout.js";

/** Before this program was written. */
const EARLIEST = Date.UTC(2026, 0, 1);

/** How far clocks of several machines that write one journal may be apart, in milliseconds. */
const APART_MS = 60_000;

export const clockCheck: Check = {
  name: "clock",
  look: async ({ journal }) => {
    const time = Date.now();
    const now = new Date(time).toISOString();
    if (time < EARLIEST) return [found("CLOCK_BEFORE_US", { now })];
    const newest = newestTimeIn(journal);
    return newest !== null && Date.parse(newest) > time + APART_MS
      ? [found("CLOCK_BEFORE_JOURNAL", { now, newest })]
      : [found("CLOCK_FINE", { now })];
  },
};

/** Null where there is no journal, or its own check says what is wrong with it. */
function newestTimeIn(directory: string): string | null {
  try {
    const entry = readLastLine(layoutOf(directory))?.entry;
    return entry?.END ?? entry?.STR ?? null;
  } catch {
    return null;
  }
}
