import type { Console } from "#console/console.js";
import { ChoiceDialog } from "#console/prompts/choice-dialog.js";

/** Leaves; asks first while something is still running. */
export function leaveAsking(console: Console): void {
  const { store, catalogue } = console;
  const { leave: texts } = catalogue.console;
  if (!store.jobs.busy) {
    console.leave();
    return;
  }
  const dialog: ChoiceDialog = new ChoiceDialog(
    texts.title,
    () => [texts.running({ count: store.jobs.jobs.length })],
    [
      {
        key: "w",
        does: texts.wait,
        run: () => {
          store.dialogs.close(dialog);
          void store.jobs.idle().then(() => console.leave());
          store.say("info", texts.waiting);
        },
      },
      {
        key: "x",
        does: texts.cancel,
        run: () => {
          store.dialogs.close(dialog);
          store.jobs.cancelAll();
          void store.jobs.idle().then(() => console.leave());
          store.say("info", texts.waiting);
        },
      },
    ],
  );
  store.dialogs.open(dialog);
  store.changes.now();
}

/** Leaves by a key that may have been hit by a slip: always asks. */
export function leaveSurely(console: Console): void {
  const { store, catalogue } = console;
  const { leave: texts } = catalogue.console;
  if (store.jobs.busy) {
    leaveAsking(console);
    return;
  }
  const dialog: ChoiceDialog = new ChoiceDialog(texts.title, () => [texts.sure], [
    {
      key: "enter",
      does: texts.leave,
      run: () => {
        store.dialogs.close(dialog);
        console.leave();
      },
    },
  ]);
  store.dialogs.open(dialog);
  store.changes.now();
}

/** What Ctrl-C means while something runs: nothing is lost by pressing it. */
export function interrupt(console: Console): void {
  const { store, catalogue } = console;
  const { interrupt: texts } = catalogue.console;
  if (!store.jobs.busy) {
    store.say("info", texts.nothing);
    return;
  }
  const dialog: ChoiceDialog = new ChoiceDialog(
    texts.title,
    () => [texts.running({ count: store.jobs.jobs.length })],
    [
      {
        key: "x",
        does: texts.cancel,
        run: () => {
          store.dialogs.close(dialog);
          store.jobs.cancelAll();
          store.say("info", texts.cancelling);
        },
      },
      {
        key: "U",
        does: texts.giveUp,
        run: () => {
          store.dialogs.close(dialog);
          store.jobs.giveUpAll();
        },
      },
    ],
  );
  store.dialogs.open(dialog);
  store.changes.now();
}
