import {
  again,
  goAhead,
  goOn,
  no,
  whyNot,
  whyNotAhead,
  whyNotNext,
  yes,
} from "#console/actions/run-answers.js";
import { backOut, whyNotBackedOut } from "#console/actions/run-back-out.js";
import {
  pause,
  resumeShown,
  showRun,
  stop,
  whyNotPaused,
  whyNotResumed,
  whyNotStopped,
} from "#console/actions/run-pause.js";
import { skip, whyNotSkipped } from "#console/actions/run-skip.js";
import { showEnd, showStep } from "#console/actions/run-step.js";
import { showRuns } from "#console/actions/show-runs.js";
import type { Command, Console } from "#console/console.js";
import type { RunCommandName } from "#messages/procedure-view-texts.js";

function ofRun(
  id: RunCommandName,
  keys: readonly string[],
  run: (console: Console) => void,
  whyNotNow: Command["whyNot"] = withRun,
): Command {
  return {
    id,
    keys,
    where: "run",
    group: "run",
    does: ({ console: texts }) => texts.commands[id],
    // What belongs to a run can be found in the palette while there is one.
    whyNot: (console) => withRun(console) ?? whyNotNow(console),
    run,
  };
}

function withRun({ store, catalogue }: Console): string | null {
  return store.run.run === null ? catalogue.console.run.notNow.none : null;
}

/** What the operator can do with the run that is shown, and how it is come by. */
export const RUN_COMMANDS: readonly Command[] = [
  ofRun("runNext", ["enter"], goOn, whyNotNext),
  ofRun("runNo", ["n"], no, whyNot("no")),
  ofRun("runAhead", ["g"], goAhead, whyNotAhead),
  ofRun("runYes", ["y"], yes, whyNot("no")),
  ofRun("runSkip", ["s"], skip, whyNotSkipped),
  ofRun("runAgain", ["a"], again, whyNot("again")),
  ofRun("runBackOut", ["b"], backOut, whyNotBackedOut),
  ofRun("runPause", ["p"], pause, whyNotPaused),
  ofRun("runResume", ["r"], resumeShown, whyNotResumed),
  ofRun("runStop", ["x"], stop, whyNotStopped),
  ofRun("runStep", ["i"], (console) => {
    const { run, rows, lookedAt, isOpen } = console.store.run;
    const row = lookedAt ?? rows[console.store.run.index(rows)];
    // Before its first step and once it is over, it is the whole that is asked for.
    if (lookedAt === null && (!isOpen || run?.place === null)) showEnd(console);
    else if (row !== undefined) showStep(console, row);
  }),
  {
    id: "run",
    keys: ["r"],
    where: "everywhere",
    group: "run",
    does: ({ console: texts }) => texts.commands.run,
    whyNot: () => null,
    run: (console) => {
      if (console.store.run.run === null) void showRuns(console);
      else showRun(console, true);
    },
  },
];
