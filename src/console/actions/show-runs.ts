import { goOnWith } from "#console/actions/run-go-on.js";
import { sayProblem } from "#console/actions/say.js";
import type { Console } from "#console/console.js";
import { SHORT_ID } from "#console/panes/short-run-id.js";
import { ListDialog } from "#console/prompts/list-dialog.js";
import { localTime } from "#console/widgets/local-time.js";
import type { Entry } from "#domain/entry.js";
import type { RunEnd } from "#domain/run.js";
import { layoutOf } from "#journal/layout.js";
import { type RunFound, runsIn } from "#journal/runs.js";
import { printable } from "#messages/printable.js";

/** The runs of the journal, the newest first; one that can be gone on with is gone on with by Enter. */
export async function showRuns(console: Console): Promise<void> {
  const { store, catalogue } = console;
  const texts = catalogue.console.run;
  try {
    const runs = await runsIn(layoutOf(store.journal.directory));
    if (runs.length === 0) {
      store.say("info", texts.noRuns);
      return;
    }
    const dialog: ListDialog = new ListDialog(
      texts.runs,
      runs.toReversed().map((found) => {
        const state = stateOf(found.newest);
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

/** How a run stands by its newest entry. */
type RunState = RunEnd | "paused" | "open" | "handed-over";

const STATES: Readonly<Record<string, RunState>> = { PauseRun: "paused", HandOverRun: "handed-over" };

function stateOf({ OPR, AFT }: Entry): RunState {
  if (OPR === "EndRun") return AFT?.state as RunEnd;
  return STATES[OPR] ?? "open";
}

function whyNot({ store, catalogue }: Console, { id }: RunFound, state: RunState): string | null {
  const { notNow } = catalogue.console.run;
  if (store.run.isOpen) return store.run.run?.id === id ? notNow.open : notNow.another;
  return state === "open" || state === "paused" || state === "stopped" || state === "handed-over"
    ? null
    : notNow.over;
}
