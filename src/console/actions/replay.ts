import { play } from "#console/actions/play.js";
import { sayProblem } from "#console/actions/say.js";
import { showEntry } from "#console/actions/show-entry.js";
import type { Console } from "#console/console.js";
import { ListDialog } from "#console/prompts/list-dialog.js";
import { journalRecording } from "#console/replay/journal-recording.js";
import { recordingNamed } from "#console/replay/recording-named.js";
import type { RecordingSource } from "#console/replay/recording-source.js";
import { lengthOf } from "#console/replay/session-length.js";
import { localTime } from "#console/widgets/local-time.js";
import { failure } from "#domain/errors.js";
import { recordedSessions } from "#handover/recorded-sessions.js";
import { type Layout, layoutOf } from "#journal/layout.js";
import { whoCell } from "#listings/entry-cells.js";
import { printable } from "#messages/printable.js";

const VERB = "replay ";

/** What a word names (`recordingNamed`). Throws `SYNTAX` where there is none. */
export function replayNamed(console: Console, word: string): void {
  if (word === "") {
    const suggestions = ["replay last", "sessions"];
    const place = { line: VERB, column: VERB.length, word: "" };
    throw failure("SYNTAX", { ...place, problem: "MISSING_WORD", suggestions });
  }
  playHere(console, (layout) => recordingNamed(layout, word));
}

/** The sessions that were recorded, also in shifts that were taken over, the newest first; Enter plays one. */
export async function showSessions(console: Console): Promise<void> {
  const { store, catalogue } = console;
  const texts = catalogue.replay;
  const under = store.dialogs.top;
  try {
    const { directory } = store.journal;
    const { sessions, unread } = await recordedSessions(layoutOf(directory));
    const [damaged] = unread;
    if (damaged !== undefined) store.say("warning", texts.unread(damaged));
    else if (sessions.length === 0) store.say("info", texts.none({ directory }));
    if (sessions.length === 0 || store.leaving || store.dialogs.top !== under) return;
    const dialog: ListDialog = new ListDialog(
      texts.listTitle,
      sessions.toReversed().flatMap((found) =>
        found.casts.map((file) => ({
          name: printable(
            `${localTime(found.from)}  ${whoCell({ ...found, name: found.who })}  ${found.endpoint}`,
          ),
          note: printable(texts.summary({ ...found, length: lengthOf(found, catalogue) })),
          aside: file.slice(-SHORT_NAME, -".cast".length),
          disabled: null,
          run: () => {
            store.dialogs.close(dialog);
            playHere(console, (layout) => journalRecording(layout, file, null));
          },
        })),
      ),
    );
    store.dialogs.open(dialog);
  } catch (cause) {
    sayProblem(console, cause);
  } finally {
    store.changes.now();
  }
}

/** Of a recording's name: the end of its session's id, and its number. */
const SHORT_NAME = 14;

function playHere(console: Console, sourceIn: (layout: Layout) => Promise<RecordingSource>): void {
  void play(console, sourceIn, (entry, leave) => showEntry(console, entry, leave));
}
