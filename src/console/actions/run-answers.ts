import { resolve } from "node:path";
import { whyNotHere } from "#console/actions/run-looked-at.js";
import { agreeToPlan } from "#console/actions/run-plan.js";
import { isRead } from "#console/actions/run-read.js";
import { askForText } from "#console/actions/run-reason.js";
import { showStep } from "#console/actions/run-step.js";
import { signedRequest, textIn } from "#console/conducting/request-watch.js";
import type { Console } from "#console/console.js";
import { ChoiceDialog } from "#console/prompts/choice-dialog.js";
import { type AskingKind, answer, type RunAsking, takes } from "#console/store/run-asking.js";
import { printable } from "#messages/printable.js";
import type { Answers } from "#procedures/run/conductor.js";

type Ways = { readonly [K in AskingKind]: (console: Console, asking: RunAsking<K>) => void };

/** What going on means, by what is asked; what can be answered in several ways is not gone on from by it. */
const GOES_ON: Ways = {
  turn: (_, asking) => asking.answer({ kind: "go" }),
  plan: (console, asking) => agreeToPlan(console, asking, () => undefined),
  question: () => undefined,
  instructions: (console, asking) => sayWhatWasSeen(console, asking),
  approval: (console, asking) => handIn(console, asking),
  failure: () => undefined,
  interruption: (_, asking) => asking.answer({ kind: "go" }),
};

/** Enter: what is asked is agreed to; on a step that the run is not at, what there is to know of it is shown. */
export function goOn(console: Console): void {
  const { run, lookedAt } = console.store.run;
  if (run === null) return;
  if (lookedAt !== null) showStep(console, lookedAt);
  else if (run.onward === null) agree(console);
  else if (isMeant(console)) run.onward();
}

export function no(console: Console): void {
  const { asking } = console.store.run.run ?? {};
  if (asking?.kind === "question" && isMeant(console)) sayNo(console, asking);
}

/** Why there is nothing to go on to now; null when there is. */
export function whyNotNext({ store, catalogue }: Console): string | null {
  const { run, lookedAt } = store.run;
  const texts = catalogue.console.run;
  if (lookedAt !== null || run?.onward != null) return null;
  if (run === null || !run.isOpen) return run?.isResumable === true ? texts.resumeWith : texts.notNow.over;
  if (run.asking === null) return texts.notNow.busy;
  if (run.asking.kind === "question") return texts.asksYesOrNo;
  return run.asking.kind === "failure" ? texts.asksAfterFailure : null;
}

function agree(console: Console): void {
  const { run } = console.store.run;
  const asking = run?.asking ?? null;
  if (run === null || asking === null || !isMeant(console) || !isRead(console, run, asking)) return;
  const goes: (console: Console, asking: RunAsking) => void = GOES_ON[asking.kind] as never;
  goes(console, asking);
}

/** Whether a key is meant for what is asked: it was on the screen for a while, and the key is not only held since before. */
function isMeant({ store }: Console): boolean {
  const { run } = store.run;
  return run?.seen.isSettled(run.question, store.clock()) === true && !store.keys.isHeld;
}

/** Goes on by itself until something asks that takes more than Enter. */
export function goAhead(console: Console): void {
  const { run } = console.store.run;
  const asking = run?.asking ?? null;
  if (run === null || asking === null || !isMeant(console) || !isRead(console, run, asking)) return;
  const ahead = () => {
    run.goesOn = true;
  };
  if (asking.kind === "plan") agreeToPlan(console, asking, ahead);
  else if (answer(asking, { kind: "go" })) ahead();
}

/** Why it cannot go on by itself; null when it can. What asks a question is no agreement to what follows it. */
export function whyNotAhead(console: Console): string | null {
  const { run } = console.store.run;
  const { notNow } = console.catalogue.console.run;
  if (run === null || !run.isOpen) return notNow.over;
  const elsewhere = whyNotHere(console);
  if (elsewhere !== null) return elsewhere;
  const { asking } = run;
  if (asking === null) return notNow.busy;
  return asking.kind === "turn" || asking.kind === "plan" || asking.kind === "interruption"
    ? null
    : notNow.notHere;
}

export function yes(console: Console): void {
  const { run } = console.store.run;
  const asking = run?.asking ?? null;
  if (run === null || asking?.kind !== "question" || !isMeant(console)) return;
  if (isRead(console, run, asking)) asking.answer({ kind: "go" });
}

export function again(console: Console): void {
  const { run } = console.store.run;
  if (isMeant(console)) answer(run?.asking ?? null, { kind: "again" });
}

/** Why an answer cannot be given now; null when it can. */
export function whyNot(
  kind: keyof Answers,
  asked: AskingKind | null = null,
): (console: Console) => string | null {
  return (console) => {
    const { run } = console.store.run;
    const { notNow } = console.catalogue.console.run;
    if (run === null || !run.isOpen) return notNow.over;
    const elsewhere = whyNotHere(console);
    if (elsewhere !== null) return elsewhere;
    const fits = takes(run.asking, kind) && (asked === null || run.asking?.kind === asked);
    if (fits) return null;
    return run.asking === null ? notNow.busy : notNow.notHere;
  };
}

/** A no is not taken back: the step has failed, and what the file says of that follows. */
function sayNo({ store, catalogue }: Console, asking: RunAsking<"question">): void {
  const { run } = store.run;
  const texts = catalogue.console.run;
  const follows = texts.onFailure[asking.turn.step.onFailure];
  const dialog: ChoiceDialog = new ChoiceDialog(
    texts.noTitle,
    () => [printable(asking.question), "", follows],
    [
      {
        key: "enter",
        does: texts.no,
        run: () => {
          store.dialogs.close(dialog);
          asking.answer({ kind: "no" });
        },
      },
    ],
  );
  if (run !== null) run.dialog = dialog;
  store.dialogs.open(dialog);
}

function sayWhatWasSeen(console: Console, asking: RunAsking<"instructions">): void {
  const texts = console.catalogue.console.run;
  askForText(console, {
    question: `${asking.instructions}\n\n${asking.undoing ? texts.asksDone : texts.asksSeen}`,
    isAnAnswer: true,
    give: (text) => asking.answer({ kind: "seen", text }),
  });
}

/** A signature that is not beside the request. */
function handIn(console: Console, asking: RunAsking<"approval">): void {
  const { store, catalogue } = console;
  const texts = catalogue.console.run;
  askForText(console, {
    question: texts.asksSignature,
    isAnAnswer: true,
    give: (typed) => {
      const path = resolve(typed);
      const signature = textIn(path);
      if (signature === null) store.say("warning", texts.noSignature({ path: printable(path) }));
      else asking.answer(signedRequest(asking.path ?? path.replace(/\.sig$/u, ""), asking.asked, signature));
    },
  });
}
