import { goOnWith } from "#console/actions/run-go-on.js";
import type { Console } from "#console/console.js";
import { answer } from "#console/store/run-asking.js";

/** The run stays where it is: at once where it waits, else as soon as what is under way has its end. */
export function pause({ store, catalogue }: Console): void {
  const { run } = store.run;
  if (run === null || !run.isOpen) return;
  if (answer(run.asking, { kind: "pause", why: null })) return;
  if (run.isDoing) {
    run.pauses = true;
    store.say("info", catalogue.console.run.pausesSoon);
  } else run.controls.stop.abort();
}

/** Stops what the run has under way: the server is asked to cancel it, nothing more is begun, and the run is paused. */
export function stop({ store, catalogue }: Console): void {
  const { run } = store.run;
  if (run === null || !run.isOpen) return;
  run.controls.stop.abort();
  if (run.isDoing) store.say("info", catalogue.console.interrupt.cancelling);
}

/** Goes on with a run that was paused or has stopped. */
export function resumeShown(console: Console): void {
  const { run } = console.store.run;
  if (run === null) return;
  void goOnWith(console, run.id, {});
}

/** Why nothing of it can be stopped; null when something can. */
export function whyNotStopped({ store, catalogue }: Console): string | null {
  const { run } = store.run;
  const { notNow } = catalogue.console.run;
  if (run === null || !run.isOpen) return notNow.over;
  return run.asking === null ? null : notNow.nothingRuns;
}

export function whyNotResumed({ store, catalogue }: Console): string | null {
  const { run } = store.run;
  const { notNow } = catalogue.console.run;
  if (run?.isResumable === true) return null;
  return run?.isOpen === true ? notNow.open : notNow.over;
}

export function whyNotPaused({ store, catalogue }: Console): string | null {
  return store.run.isOpen ? null : catalogue.console.run.notNow.over;
}

/** Shows the run again where the machines are shown, or puts the machines there. */
export function showRun({ store }: Console, isShown: boolean): void {
  if (isShown && store.run.run !== null) {
    store.run.isShown = true;
    store.focusOn("run");
    return;
  }
  store.run.isShown = false;
  // Nobody looks for a run any more that is over.
  store.run.dismiss();
  if (store.pane === "run") store.focusOn("inventory");
}
