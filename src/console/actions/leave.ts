import type { Console } from "#console/console.js";
import { handOver } from "#console/handover/hand-over.js";
import { type Answer, ChoiceDialog } from "#console/prompts/choice-dialog.js";
import { printable } from "#messages/printable.js";

/** Leaves; asks first while something is still running. */
export function leaveAsking(console: Console): void {
  const { store, catalogue } = console;
  const { leave: texts } = catalogue.console;
  if (!store.jobs.busy) {
    // A run is not left by a slip, though it can be gone on with; nor is a shift that somebody should take over.
    if (store.run.isOpen || store.handover.undelivered > 0) leaveSurely(console);
    else console.leave();
    return;
  }
  const close = () => store.dialogs.close(dialog);
  const whileBusy: readonly Answer[] = [
    {
      key: "w",
      does: texts.wait,
      short: texts.short.wait,
      run: () => {
        close();
        pauseAfterwards(console);
        void store.jobs.idle().then(() => console.leave());
        store.say("info", texts.waiting);
      },
    },
    {
      key: "x",
      does: texts.cancel,
      short: texts.short.cancel,
      run: () => {
        close();
        store.jobs.cancelAll();
        void store.jobs.idle().then(() => console.leave());
        store.say("info", texts.waiting);
      },
    },
  ];
  // What is waited for may have its end while the question stands: then it is the usual one.
  const dialog: ChoiceDialog = new ChoiceDialog(
    texts.title,
    () =>
      store.jobs.busy
        ? [texts.running({ count: store.jobs.jobs.length }), ...runSaid(console)]
        : [texts.ended, ...surelySaid(console)],
    () => (store.jobs.busy ? whileBusy : surely(console, close)),
    false,
    () => texts.stay,
  );
  store.dialogs.open(dialog);
  store.changes.now();
}

/** Nothing more of a run is begun while what is under way is waited for. */
function pauseAfterwards({ store }: Console): void {
  const { run } = store.run;
  if (run !== null) run.pauses = true;
}

/** What becomes of a run that is open. */
function runSaid({ store, catalogue }: Console): readonly string[] {
  const { run, isOpen } = store.run;
  if (run === null || !isOpen || run.isRehearsal) return [];
  return [catalogue.console.run.leaving({ title: printable(run.parts.procedure.title) })];
}

/** That operations were done since the last handover; nothing where handovers are not used. */
function undeliveredSaid({ store, catalogue }: Console): readonly string[] {
  const count = store.handover.undelivered;
  return count === 0 ? [] : [catalogue.console.handover.leave.notHandedOver({ count })];
}

function handOverFirst(console: Console, close: () => void): readonly Answer[] {
  if (console.store.handover.undelivered === 0) return [];
  const run = () => {
    close();
    void handOver(console, null);
  };
  return [{ key: "h", does: console.catalogue.console.handover.leave.handOver, run }];
}

/** Leaves by a key that may have been hit by a slip: always asks. */
export function leaveSurely(console: Console): void {
  const { store, catalogue } = console;
  const { leave: texts } = catalogue.console;
  if (store.jobs.busy) {
    leaveAsking(console);
    return;
  }
  const close = () => store.dialogs.close(dialog);
  const dialog: ChoiceDialog = new ChoiceDialog(
    texts.title,
    () => surelySaid(console),
    surely(console, close),
  );
  store.dialogs.open(dialog);
  store.changes.now();
}

function surelySaid(console: Console): readonly string[] {
  return [console.catalogue.console.leave.sure, ...runSaid(console), ...undeliveredSaid(console)];
}

function surely(console: Console, close: () => void): readonly Answer[] {
  const leave = () => {
    close();
    console.leave();
  };
  return [
    { key: "enter", does: console.catalogue.console.leave.leave, run: leave },
    ...handOverFirst(console, close),
  ];
}
