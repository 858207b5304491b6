import type { Console } from "#console/console.js";
import { stepText } from "#console/panes/run-step-text.js";
import { TextDialog } from "#console/prompts/text-dialog.js";
import type { ConductedRun } from "#console/store/conducted-run.js";
import type { AskingKind, RunAsking } from "#console/store/run-asking.js";
import { printable } from "#messages/printable.js";
import type { Turn } from "#procedures/run/turns.js";

/** What is agreed to by what is read of it. All else says in a dialog of its own what it is about, or changes nothing. */
const AGREES: ReadonlySet<AskingKind> = new Set(["plan", "question"]);

/** Told when what is asked of a turn has been read to its end; null where nothing is agreed to by it. */
export function onReadOf({ place, asking, seen }: ConductedRun, turn: Turn): (() => void) | null {
  const isAsked = asking !== null && AGREES.has(asking.kind) && place?.turn.key === turn.key;
  return isAsked ? () => seen.read(asking) : null;
}

/** Whether all has been shown that is agreed to. Where it has not, as there was no room for it, it is shown now. */
export function isRead(console: Console, run: ConductedRun, asking: RunAsking): boolean {
  const { place, seen } = run;
  if (place === null || !AGREES.has(asking.kind) || seen.isWhole(asking)) return true;
  const { store, catalogue } = console;
  const onRead = onReadOf(run, place.turn);
  const dialog: TextDialog = new TextDialog({
    title: printable(run.titleOf(place.turn)),
    lines: () => stepText(console, run, place),
    close: () => store.dialogs.close(dialog),
    ...(onRead === null ? {} : { onRead }),
  });
  run.dialog = dialog;
  store.dialogs.open(dialog);
  store.say("info", catalogue.console.run.readFirst);
  return false;
}
