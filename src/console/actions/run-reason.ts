import type { Console } from "#console/console.js";
import { AskDialog } from "#console/prompts/ask-dialog.js";

interface Reason {
  /** What is asked, and before it what it is about. */
  readonly question: string;
  /** Whether it goes once what the run asks is not asked any more. */
  readonly isAnAnswer: boolean;
  /** What was typed before, where it is asked again. */
  readonly text?: string;
  give(text: string): void;
}

/**
 * Asks for a text that must be said, for the record. While it is typed nothing is changed behind it: a run that went on by
 * itself asks again.
 */
export function askForText(console: Console, { question, isAnAnswer, text: before, give }: Reason): void {
  const { store, catalogue } = console;
  const { run } = store.run;
  const answered = (typed: string | null): void => {
    const text = typed?.trim() ?? "";
    if (typed !== null && text === "") {
      store.say("warning", catalogue.console.run.mustBeSaid);
      return;
    }
    store.dialogs.close(dialog);
    if (run?.dialog === dialog) run.dialog = null;
    if (text !== "") give(text);
    store.changes.now();
  };
  const dialog: AskDialog = new AskDialog(question, false, answered, before);
  if (run !== null) run.goesOn = false;
  if (isAnAnswer && run !== null) run.dialog = dialog;
  store.dialogs.open(dialog);
  store.changes.now();
}
