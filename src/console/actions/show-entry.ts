import { play } from "#console/actions/play.js";
import { undo } from "#console/actions/undo.js";
import type { Console } from "#console/console.js";
import { entryDialog } from "#console/prompts/entry-dialog.js";
import { journalRecording } from "#console/replay/journal-recording.js";
import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";

/**
 * An entry in full, as it stands in the journal.
 *
 * @param leave leaves what is under it, for what goes on somewhere else
 */
export function showEntry(console: Console, entry: Entry, leave: () => void = () => undefined): void {
  const { store, catalogue } = console;
  const { entry: texts } = catalogue.console;
  const close = () => store.dialogs.close(dialog);
  const leaving = (run: () => void) => () => {
    close();
    leave();
    run();
  };
  const isRecorded = whyNotReplayed(console, entry) === null;
  const dialog = entryDialog(entry, catalogue, {
    close,
    actions: new Map([
      ["u", { does: texts.undo, run: leaving(() => undo(console, entry)) }],
      ["J", { does: texts.jump, run: leaving(() => jumpToTarget(console, entry)) }],
      // It comes back to here.
      ...(isRecorded
        ? ([["w", { does: catalogue.replay.watch, run: () => replayEntry(console, entry) }]] as const)
        : []),
    ]),
  });
  store.dialogs.open(dialog);
  store.changes.now();
}

/** Why an entry has no moment that could be shown; null when it has. */
export function whyNotReplayed({ catalogue }: Console, entry: Entry | null): string | null {
  if (entry === null) return catalogue.console.disabled.noEntry;
  return entry.cast === undefined && entry.recording === undefined ? catalogue.replay.notRecorded : null;
}

/** The screen as it was when an entry was written, over everything else until it is left. */
export function replayEntry(console: Console, { seq, cast, recording }: Entry): void {
  const file = cast?.file ?? recording?.file;
  if (file === undefined) throw failure("NOT_RECORDED", { seq });
  void play(
    console,
    (layout) => journalRecording(layout, file, cast?.at ?? null),
    (entry, leave) => showEntry(console, entry, leave),
  );
}

/** Puts the cursor of the inventory on what an entry is about. */
export function jumpToTarget({ store, catalogue }: Console, entry: Entry | null): void {
  const link = entry === null ? null : store.endpoints.linkOf(entry);
  const own = entry?.TGT.id ?? null;
  const id = link === null || own === null ? null : store.endpoints.fleet.idOf(link, own);
  if (id !== null && store.inventory.inventory?.get(id) !== null) {
    if (!store.inventory.select(id)) {
      store.inventory.filterBy("");
      store.inventory.select(id);
    }
    store.focusOn("inventory");
  } else store.say("info", catalogue.console.entry.gone);
  store.changes.now();
}
