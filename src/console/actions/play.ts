import { sayProblem } from "#console/actions/say.js";
import type { Console } from "#console/console.js";
import { openReplay } from "#console/replay/open-replay.js";
import type { RecordingSource } from "#console/replay/recording-source.js";
import type { ReplayDialog } from "#console/replay/replay-dialog.js";
import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import { findLine } from "#journal/index/find-lines.js";
import { type Layout, layoutOf } from "#journal/layout.js";

/** While this console is recorded a replay is shown so often at most, in milliseconds: else it would fill the disk. */
const RECORDED_MS = 250;

/** Shows an entry in full; `leave` leaves the replay under it, for what goes on somewhere else. */
export type ShowEntry = (entry: Entry, leave: () => void) => void;

/** Plays a recording over everything that is there, until it is left. Where something else was opened meanwhile, that stays. */
export async function play(
  console: Console,
  sourceIn: (layout: Layout) => Promise<RecordingSource>,
  showEntry: ShowEntry,
): Promise<void> {
  const { store, catalogue } = console;
  const layout = layoutOf(store.journal.directory);
  const under = store.dialogs.top;
  let dialog: ReplayDialog | null = null;
  store.say("info", catalogue.replay.opening);
  const { notice: own } = store;
  try {
    const opened = await openReplay(await sourceIn(layout), {
      depth: store.theme.depth,
      showsEnd: true,
      leastMs: () => (store.recording === "on" || store.recording === "keys" ? RECORDED_MS : 0),
      // What is under another dialog, or under nothing any more, needs no painting.
      changed: () => {
        if (dialog === null || store.dialogs.top === dialog) store.changes.soon();
      },
      close: () => {
        if (dialog !== null) store.dialogs.close(dialog);
      },
      openEntry: (seq) => void (dialog !== null && entryOver(console, layout, dialog, seq, showEntry)),
    });
    if (store.leaving || store.dialogs.top !== under) opened.close();
    else {
      dialog = opened;
      store.dialogs.open(dialog);
    }
  } catch (cause) {
    if (!store.leaving) sayProblem(console, cause);
  } finally {
    // Others may have said something meanwhile.
    if (store.notice === own) store.clearNotice();
    store.changes.now();
  }
}

/** The entry of a marker, over its recording: one that is not shown here any more is read. Not where that was left meanwhile. */
async function entryOver(
  console: Console,
  layout: Layout,
  dialog: ReplayDialog,
  seq: number,
  showEntry: ShowEntry,
): Promise<void> {
  const { store } = console;
  try {
    const entry = store.audit.bySeq(seq) ?? (await findLine(layout, seq, {}))?.entry;
    if (store.dialogs.top !== dialog) return;
    if (entry === undefined) throw failure("ENTRY_UNKNOWN", { seq });
    showEntry(entry, () => dialog.leave());
  } catch (cause) {
    sayProblem(console, cause);
  }
}
