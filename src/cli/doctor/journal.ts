import { accessSync, constants } from "node:fs";
import type { Check } from "#cli/doctor/check.js";
import { type Finding, found } from "#domain/finding.js";
import { readLastLine } from "#journal/last-line.js";
import { type Layout, layoutOf, segmentsOf } from "#journal/layout.js";
import { readingFiles } from "#journal/reading-files.js";

/** Its last line, not all of them: that is `shoseki verify`. */
export const journalCheck: Check = {
  name: "journal",
  look: async ({ journal: directory }) => {
    const layout = layoutOf(directory);
    const last = await readingFiles(directory, async () => readLastLine(layout));
    if (last === null) return [found("JOURNAL_NONE", { directory })];
    const unwritable = writtenPlaces(layout).flatMap(whyNotWritten);
    if (unwritable.length > 0) return unwritable;
    return [found("JOURNAL_FINE", { directory, entries: last.entry.seq + 1 })];
  },
};

/** What an append needs: the file that it goes into, and the directory of the next. */
function writtenPlaces(layout: Layout): readonly string[] {
  const segment = segmentsOf(layout).at(-1)?.path;
  return [layout.entries, layout.sessions, ...(segment === undefined ? [] : [segment])];
}

function whyNotWritten(place: string): readonly Finding[] {
  try {
    accessSync(place, constants.R_OK | constants.W_OK);
    return [];
  } catch (error) {
    return [found("JOURNAL_NOT_WRITABLE", { place, cause: (error as Error).message })];
  }
}
