import { sayProblem } from "#console/actions/say.js";
import type { Console } from "#console/console.js";
import { askText } from "#console/handover/ask-text.js";
import { SHORT_ID } from "#console/panes/short-run-id.js";
import { type Item, ListDialog } from "#console/prompts/list-dialog.js";
import { localTime } from "#console/widgets/local-time.js";
import { standingWord } from "#handover/exchange/standing-word.js";
import { printable } from "#messages/printable.js";

/** All handovers of the journal, the newest first; Enter writes a file again that has not reached the other operator. */
export async function listHandovers(console: Console): Promise<void> {
  const { store, catalogue } = console;
  const { list: texts, decisions } = catalogue.console.handover;
  try {
    const { outgoing, incoming } = await console.handovers.standing();
    const write = (id: string) => () => {
      store.dialogs.close(dialog);
      askAgain(console, id);
    };
    const rows = [
      ...outgoing.map((each) => {
        const { id, revision, at, isReplaced } = each;
        const name = texts.outgoing({ id: short(id), revision, at: localTime(at) });
        return { at, name, aside: decisions[standingWord(each)], isReplaced, id };
      }),
      ...incoming.map((each) => {
        const { id, revision, origin, answers, isReplaced } = each;
        const at = answers.at(-1)?.at ?? "";
        const from = printable(origin);
        const name = texts.incoming({ id: short(id), revision, at: localTime(at), origin: from });
        return { at, name, aside: decisions[standingWord(each)], isReplaced, id };
      }),
    ].sort((a, b) => b.at.localeCompare(a.at));
    if (rows.length === 0) {
      store.say("info", texts.empty);
      return;
    }
    const dialog: ListDialog = new ListDialog(
      texts.title,
      rows.map(
        ({ id, name, aside, isReplaced }): Item => ({
          name,
          note: "",
          aside,
          disabled: isReplaced ? decisions.replaced : null,
          run: write(id),
        }),
      ),
    );
    store.dialogs.open(dialog);
  } catch (cause) {
    sayProblem(console, cause);
  }
  store.changes.now();
}

function askAgain(console: Console, id: string): void {
  const { list: texts } = console.catalogue.console.handover;
  askText(console, {
    question: texts.asksAgain,
    take: (path) => {
      void writeAgain(console, id, path === "" ? null : path);
      return null;
    },
  });
}

/**
 * Writes the file of a handover, or of the answer to one, again: the same bytes, out of the journal.
 *
 * @param id what it begins or ends with; null for the newest
 */
export async function writeAgain(console: Console, id: string | null, path: string | null): Promise<void> {
  const { store, catalogue } = console;
  const { list: texts } = catalogue.console.handover;
  try {
    const written = await console.handovers.again(id, path);
    store.say("ok", texts.writtenAgain({ path: printable(written) }));
  } catch (cause) {
    sayProblem(console, cause);
  }
  store.changes.now();
}

function short(id: string): string {
  return id.slice(-SHORT_ID);
}
