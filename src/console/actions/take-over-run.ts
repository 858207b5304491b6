import { goOnWith } from "#console/actions/run-go-on.js";
import { sayProblem } from "#console/actions/say.js";
import type { Console } from "#console/console.js";
import { ChoiceDialog } from "#console/prompts/choice-dialog.js";
import { printable } from "#messages/printable.js";
import { type AgreedCapsule, capsuleAt } from "#procedures/capsule/take-over.js";

/**
 * Takes a run over that another operator has handed over, once the operator has agreed to the key that has signed it, and goes
 * on with it.
 */
export function takeOverRun(console: Console, path: string): void {
  const { store, catalogue } = console;
  const texts = catalogue.console.run;
  const agreed = capsuleAt(path);
  const { key, origin } = agreed.capsule;
  const dialog: ChoiceDialog = new ChoiceDialog(
    texts.takeOverTitle,
    () =>
      texts
        .takeOver({ key, origin: printable(origin) })
        .flatMap((each, at) => (at === 0 ? [each] : ["", each])),
    [
      {
        key: "y",
        does: texts.takeOverYes,
        run: () => {
          store.dialogs.close(dialog);
          void take(console, agreed);
        },
      },
    ],
    true,
  );
  store.dialogs.open(dialog);
  store.changes.now();
}

async function take(console: Console, agreed: AgreedCapsule): Promise<void> {
  try {
    await console.runs.takeOver(agreed);
    await goOnWith(console, agreed.capsule.run, {});
  } catch (cause) {
    sayProblem(console, cause);
  }
}
