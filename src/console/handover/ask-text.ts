import type { Console } from "#console/console.js";
import { AskDialog } from "#console/prompts/ask-dialog.js";

interface Wanted {
  /** What is asked, and before it what it is about. */
  readonly question: string;
  /** What stands there already. */
  readonly text?: string;
  /** Takes what was typed, blanks around it left off; answers why it is not taken, and then it is asked for on. */
  take(text: string): string | null;
}

/** Asks for a line until it is one that can be taken; Escape takes none. */
export function askText({ store }: Console, { question, text, take }: Wanted): void {
  const answered = (typed: string | null): void => {
    const why = typed === null ? null : take(typed.trim());
    if (why === null) store.dialogs.close(dialog);
    else store.say("warning", why);
    store.changes.now();
  };
  const dialog: AskDialog = new AskDialog(question, false, answered, text);
  store.clearNotice();
  store.dialogs.open(dialog);
  store.changes.now();
}
