import type { Entry } from "#domain/entry.js";
import type { Journal } from "#journal/journal.js";
import { readLastLine } from "#journal/last-line.js";
import { wholeEntry } from "#journal/whole-entry.js";
import type { RunRecord } from "#procedures/run/run-record.js";

/** A record that is kept up with its journal, until it is closed. */
export interface FollowedRun {
  readonly record: RunRecord;
  /**
   * The latest time that the journal's last entry had, or any of the run, in milliseconds since 1970: what was recorded by
   * processes before this one counts, so that a clock which was set back in between revives nothing.
   */
  readonly newest: () => number;
  /** Takes in what was recorded before; what has come meanwhile follows it. Entries of which it has some may be among it. */
  begin(history: readonly Entry[]): void;
  readonly close: () => void;
}

/** From now on no entry of a run passes its record by, whoever writes it. */
export function followRun(journal: Journal, record: RunRecord): FollowedRun {
  const last = readLastLine(journal.layout);
  let newest = last === null ? 0 : timeOf(last.entry);
  let early: Entry[] | null = [];
  const close = journal.subscribe(({ entry }) => {
    newest = Math.max(newest, timeOf(entry));
    if (entry.run?.id !== record.id) return;
    const whole = entry.blobs === undefined ? entry : wholeEntry(journal.layout, entry);
    if (early === null) record.add(whole);
    else early.push(whole);
  });
  return {
    record,
    newest: () => newest,
    begin(history) {
      for (const entry of [...history, ...(early ?? [])]) {
        newest = Math.max(newest, timeOf(entry));
        record.add(entry);
      }
      early = null;
    },
    close,
  };
}

function timeOf({ STR, END }: Entry): number {
  return Date.parse(END ?? STR);
}
