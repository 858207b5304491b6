import { interject } from "#console/actions/run-interject.js";
import { whyNotHere } from "#console/actions/run-looked-at.js";
import { askForText } from "#console/actions/run-reason.js";
import type { Console } from "#console/console.js";
import { answer, takes } from "#console/store/run-asking.js";
import { printable } from "#messages/printable.js";

/** Leaves the step out that the run is at, with a reason; of what undoes one, leaves it as it is. */
export function skip(console: Console): void {
  const { store, catalogue } = console;
  const { run } = store.run;
  const place = run?.place ?? null;
  if (run === null || place === null) return;
  const { key } = place.turn;
  const texts = catalogue.console.run;
  const title = printable(run.titleOf(place.turn));
  askForText(console, {
    question: place.undoing ? texts.asksWhyKept({ title }) : texts.asksWhySkipped({ title }),
    isAnAnswer: run.asking !== null,
    give: (why) => {
      const isStillThere = run.place?.turn.key === key;
      if (isStillThere && answer(run.asking, { kind: "skip", why })) return;
      if (isStillThere && run.isLooking)
        void interject(console, run, { armed: { key, answer: { kind: "skip", why } } });
      else store.say("warning", texts.past);
    },
  });
}

/** Why nothing can be left out now; null when it can. */
export function whyNotSkipped(console: Console): string | null {
  const { run } = console.store.run;
  const { notNow } = console.catalogue.console.run;
  if (run === null || !run.isOpen) return notNow.over;
  const elsewhere = whyNotHere(console);
  if (elsewhere !== null) return elsewhere;
  if (takes(run.asking, "skip")) return null;
  if (run.asking !== null) return notNow.notHere;
  const isCheck = run.isLooking && run.place?.undoing === false && run.place.turn.step.kind !== "approve";
  return isCheck ? null : notNow.busy;
}
