import type { Console } from "#console/console.js";
import { type Answer, ChoiceDialog } from "#console/prompts/choice-dialog.js";

/** What Ctrl-C means while something runs: nothing is lost by pressing it. */
export function interrupt(console: Console): void {
  const { store, catalogue } = console;
  const { interrupt: texts } = catalogue.console;
  if (!store.jobs.busy) {
    store.say("info", texts.nothing);
    return;
  }
  const close = () => store.dialogs.close(dialog);
  const whileBusy: readonly Answer[] = [
    {
      key: "x",
      does: texts.cancel,
      short: texts.short.cancel,
      run: () => {
        close();
        store.jobs.cancelAll();
        store.say("info", texts.cancelling);
      },
    },
    {
      key: "U",
      does: texts.giveUp,
      short: texts.short.giveUp,
      run: () => {
        close();
        store.jobs.giveUpAll();
      },
    },
  ];
  // It stays once all has its end: a key that is meant for it must not mean something else below it.
  const dialog: ChoiceDialog = new ChoiceDialog(
    texts.title,
    () => [store.jobs.busy ? texts.running({ count: store.jobs.jobs.length }) : texts.ended],
    () => (store.jobs.busy ? whileBusy : [{ key: "enter", does: catalogue.console.keys.close, run: close }]),
    false,
    () => (store.jobs.busy ? texts.stay : catalogue.console.keys.close),
  );
  store.dialogs.open(dialog);
  store.changes.now();
}
