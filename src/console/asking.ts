import type { Console } from "#console/console.js";
import type { Asking } from "#console/console-parts.js";
import { AskDialog } from "#console/prompts/ask-dialog.js";

/** Asks in dialogs, one after the other as they come. */
export function askingIn(console: Console): Asking {
  const { store } = console;
  const ask = (question: string, isSecret: boolean): Promise<string | null> => {
    const { promise, resolve } = Promise.withResolvers<string | null>();
    const dialog: AskDialog = new AskDialog(question, isSecret, (answer) => {
      store.dialogs.close(dialog);
      store.changes.now();
      resolve(answer);
    });
    // What was said before is not about this.
    store.clearNotice();
    store.dialogs.open(dialog);
    store.changes.now();
    return promise;
  };
  let said: string[] = [];
  const withSaid = (question: string) => {
    const text = [...said, question].join("\n");
    said = [];
    return text;
  };
  return {
    secret: (question) => ask(withSaid(question), true),
    text: (question) => ask(withSaid(question), false),
    // It is what the next question is about, as a rule; else it is seen in the notice.
    say: (text) => {
      said.push(text);
      store.say("info", text.replaceAll("\n", " "));
    },
  };
}
