import type { Setting } from "#cli/io.js";
import { newestSimulatorJournal } from "#cli/simulator-journals.js";
import { directoriesOf } from "#config/directories.js";
import { failure } from "#domain/errors.js";

/**
 * The journal to read: the one named, `sim:` for the simulator's newest, else `SHOSEKI_JOURNAL`, else the default.
 * Throws `JOURNAL_MISSING` for `sim:` when nothing has run on the simulator.
 */
export function journalToRead({ io }: Setting, named: string | undefined): string {
  const { journal, simulatorJournals } = directoriesOf(io.env);
  const wanted = named ?? (io.env.SHOSEKI_JOURNAL || journal);
  if (wanted !== "sim:") return wanted;
  const newest = newestSimulatorJournal(simulatorJournals);
  if (newest === null) throw failure("JOURNAL_MISSING", { directory: simulatorJournals });
  return newest;
}
