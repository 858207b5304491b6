import { sayInPassing } from "#console/actions/say.js";
import type { Console } from "#console/console.js";
import type { Drafted } from "#console/handover/handovers-here.js";
import type { OutgoingRow } from "#console/handover/outgoing-rows.js";
import type { RowsDialog } from "#console/prompts/rows-dialog.js";

/** The facts of a report are drawn anew whenever the journal has gone on, as long as it is open. */
export function keepLive(
  console: Console,
  dialog: RowsDialog<OutgoingRow>,
  renewed: (drafted: Drafted) => void,
): void {
  const { store, handovers } = console;
  let drawnAt = store.journal.last;
  let isDrawing = false;
  const renew = async (): Promise<void> => {
    isDrawing = true;
    drawnAt = store.journal.last;
    try {
      const drafted = await handovers.draft();
      if (store.dialogs.has(dialog)) renewed(drafted);
    } catch (cause) {
      sayInPassing(console, cause);
    } finally {
      isDrawing = false;
      store.changes.soon();
    }
  };
  const stop = store.changes.subscribe(() => {
    if (!store.dialogs.has(dialog)) stop();
    else if (!isDrawing && store.journal.last !== drawnAt) void renew();
  });
}
