import { askForText } from "#console/actions/run-reason.js";
import { sayProblem } from "#console/actions/say.js";
import type { ResumeWish } from "#console/conducting/runs-here.js";
import type { Console } from "#console/console.js";
import { asShosekiError } from "#domain/errors.js";

/**
 * Goes on with a run, or says why not. What the profile wants of a change, and the run was begun without, is asked for. One that was handed over is taken back only for a reason that is given for that, as
 * somebody else may be going on with it.
 *
 * @param text the run's id, or what only one begins or ends with
 */
export async function goOnWith(console: Console, text: string, wish: ResumeWish): Promise<void> {
  try {
    await console.runs.resume(text, wish);
  } catch (cause) {
    const { problem } = asShosekiError(cause);
    const { asksTakeBack, asksPurpose } = console.catalogue.console.run;
    if (problem.code === "RUN_HANDED_OVER") {
      askForText(console, {
        question: asksTakeBack,
        isAnAnswer: false,
        give: (takeBack) => void goOnWith(console, text, { ...wish, takeBack }),
      });
    } else if (problem.code === "PURPOSE_MISSING") {
      const { what } = problem.facts;
      askForText(console, {
        question: asksPurpose[what],
        isAnAnswer: false,
        give: (said) => {
          const { store } = console;
          // It is what is done from now on for, too, as beside a plan.
          store.purpose = { ...store.purpose, ...(what === "reason" ? { why: said } : { ticket: said }) };
          void goOnWith(console, text, wish);
        },
      });
    } else sayProblem(console, cause);
  }
}
