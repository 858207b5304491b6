import { goOnWith } from "#console/actions/run-go-on.js";
import { sayProblem } from "#console/actions/say.js";
import type { Console } from "#console/console.js";
import { SHORT_ID } from "#console/panes/short-run-id.js";
import { ListDialog } from "#console/prompts/list-dialog.js";
import { localTime } from "#console/widgets/local-time.js";
import { layoutOf } from "#journal/layout.js";
import { type RunFound, runsIn } from "#journal/runs.js";
import { printable } from "#messages/printable.js";
import { type RunState, runStateOf } from "#procedures/run/run-state.js";

/** The runs of the journal, the newest first; one that can be gone on with is gone on with by Enter. */
export async function showRuns(console: Console): Promise<void> {
  const { store, catalogue } = console;
  const texts = catalogue.console.run;
  try {
    const layout = layoutOf(store.journal.directory);
    const runs = await runsIn(layout);
    if (runs.length === 0) {
      store.say("info", texts.noRuns);
      return;
    }
    const dialog: ListDialog = new ListDialog(
      texts.runs,
      runs.toReversed().map((found) => {
        const state = runStateOf(layout, found);
        return {
          name: printable(`${found.id.slice(-SHORT_ID)}  ${localTime(found.begun)}  ${found.title}`),
          note: printable(found.newest.HST.endpoint),
          aside: texts.runStates[state],
          disabled: whyNot(console, found, state),
          run: () => {
            store.dialogs.close(dialog);
            void goOnWith(console, found.id, {});
          },
        };
      }),
    );
    store.dialogs.open(dialog);
    store.changes.now();
  } catch (cause) {
    sayProblem(console, cause);
  }
}

function whyNot({ store, catalogue }: Console, { id }: RunFound, state: RunState): string | null {
  const { notNow } = catalogue.console.run;
  if (store.run.isOpen) return store.run.run?.id === id ? notNow.open : notNow.another;
  return OVER.has(state) ? notNow.over : null;
}

/** What nobody goes on with. */
const OVER: ReadonlySet<RunState> = new Set(["complete", "rolled-back", "rolled-back-in-part"]);
