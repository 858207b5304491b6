import { sayProblem } from "#console/actions/say.js";
import type { ResumeWish } from "#console/conducting/runs-here.js";
import type { Console } from "#console/console.js";
import type { ConductedRun } from "#console/store/conducted-run.js";

/**
 * Says something of a turn while a check is waited for: the run is paused, and gone on with by what was said. It is recorded
 * as that.
 */
export async function interject(console: Console, run: ConductedRun, wish: ResumeWish): Promise<void> {
  const { store } = console;
  try {
    run.isInterjected = true;
    run.controls.stop.abort();
    await store.run.idle();
    if (run.isResumable) await console.runs.resume(run.id, wish);
  } catch (cause) {
    sayProblem(console, cause);
  }
}
