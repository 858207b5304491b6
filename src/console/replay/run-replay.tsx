import { chosenTheme, type WantedTheme } from "#console/chosen-theme.js";
import { entryDialog } from "#console/prompts/entry-dialog.js";
import { openReplay } from "#console/replay/open-replay.js";
import type { RecordingSource } from "#console/replay/recording-source.js";
import { ReplayDesk } from "#console/replay/replay-desk.js";
import type { ReplayDialog } from "#console/replay/replay-dialog.js";
import { Changes } from "#console/store/changes.js";
import { Dialogs } from "#console/store/dialogs.js";
import { inkOptions } from "#console/view/ink-options.js";
import { loadReplayView } from "#console/view/load-view.js";
import { paintingStream } from "#console/view/painting-stream.js";
import { RowSigns } from "#console/view/row-signs.js";
import type { Entry } from "#domain/entry.js";
import type { Catalogue } from "#messages/catalogue.js";

/** What comes in a burst is shown as it comes, at most so often a second. */
const MAX_FPS = 60;

interface RunReplayParts extends WantedTheme {
  readonly catalogue: Catalogue;
  readonly source: RecordingSource;
  readonly speed: number;
  /** Milliseconds; null for what is not cut. */
  readonly idle: number | null;
  /** `12:30`, `#41`; null for where the source begins. */
  readonly goTo: string | null;
  /** Reads an entry of the journal that the recording is of; null where there is none. */
  readonly entryAt: (seq: number) => Promise<Entry | null>;
  /** Aborted by a signal to the process. */
  readonly stopping: AbortSignal;
}

/** Plays a recording on the whole terminal until the operator leaves it. Throws `CAST_INVALID`, before it takes the screen. */
export async function runReplay(parts: RunReplayParts): Promise<void> {
  const { terminal, catalogue, source, stopping } = parts;
  const dialogs = new Dialogs();
  const changes = new Changes();
  const over = Promise.withResolvers<void>();
  const openEntry = async (seq: number) => {
    const entry = await parts.entryAt(seq);
    // It may have been left meanwhile, or something else opened over it.
    if (entry === null || dialogs.top !== dialog) return;
    const shown = entryDialog(entry, catalogue, { close: () => dialogs.close(shown) });
    dialogs.open(shown);
    changes.now();
  };
  const [{ theme }, { render, ReplayApp }] = await Promise.all([chosenTheme(parts), loadReplayView()]);
  const dialog: ReplayDialog = await openReplay(source, {
    speed: parts.speed,
    idle: parts.idle,
    goTo: parts.goTo,
    depth: theme.depth,
    changed: () => changes.soon(),
    close: () => over.resolve(),
    openEntry: (seq) => void openEntry(seq).catch(over.reject),
  });
  dialogs.open(dialog);
  const signs = new RowSigns();
  const stdout = paintingStream(terminal.stdout, signs);
  const desk = new ReplayDesk({ paint: theme.paint, catalogue }, dialogs, changes);
  const ink = render(<ReplayApp desk={desk} signs={signs} />, inkOptions(terminal, stdout, MAX_FPS));
  const resized = () => changes.now();
  const stop = () => over.resolve();
  terminal.stdout.on("resize", resized);
  stopping.addEventListener("abort", stop, { once: true });
  try {
    await over.promise;
  } finally {
    dialog.close();
    terminal.stdout.off("resize", resized);
    stopping.removeEventListener("abort", stop);
    ink.unmount();
    await ink.waitUntilExit().catch(() => undefined);
    changes.close();
  }
}
