import type { Setting } from "#cli/io.js";
import { journalToRead } from "#cli/journal-directory.js";
import type { Arguments } from "#cli/options.js";
import { failure } from "#domain/errors.js";
import { layoutOf, segmentsOf } from "#journal/layout.js";
import { readingFiles } from "#journal/reading-files.js";
import { runsIn } from "#journal/runs.js";
import { table } from "#listings/table.js";
import { printable } from "#messages/printable.js";
import { runStateOf } from "#procedures/run/run-state.js";

/** `shoseki procedure runs`: the runs in a journal and how they stand, the oldest first. Throws `JOURNAL_MISSING`, `JOURNAL_DAMAGED`. */
export async function listRuns(setting: Setting, { options }: Arguments): Promise<0> {
  const { io, json, catalogue } = setting;
  const directory = journalToRead(setting, options.journal);
  const layout = layoutOf(directory);
  const runs = await readingFiles(directory, async () => {
    if (segmentsOf(layout).length === 0) throw failure("JOURNAL_MISSING", { directory });
    return (await runsIn(layout)).map((run) => ({ ...run, state: runStateOf(layout, run) }));
  });
  const { columns, none } = catalogue.procedureRun;
  if (json) {
    for (const { id, title, begun, begins, state } of runs) {
      io.out(JSON.stringify({ run: { id, title, state, endpoint: begins[0].HST.endpoint, begun } }));
    }
  } else if (runs.length === 0) io.out(printable(none({ directory })));
  else {
    const { runStates } = catalogue.console.run;
    const head = [columns.run, columns.state, columns.title, columns.endpoint, columns.begun];
    const rows = runs.map(({ id, title, begun, begins, state }) => {
      return [id, runStates[state], title, begins[0].HST.endpoint, begun];
    });
    io.out(
      table([head, ...rows])
        .map(printable)
        .join("\n"),
    );
  }
  return 0;
}
