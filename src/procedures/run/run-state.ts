import type { RunEnd } from "#domain/run.js";
import type { Layout } from "#journal/layout.js";
import type { RunFound } from "#journal/runs.js";
import { isWriterAlive } from "#journal/session-locks.js";

/** How a run of a journal stands: `held` while a program goes on with it, `broken` where that one has ended in the middle. */
export type RunState = RunEnd | "paused" | "handed-over" | "held" | "broken";

/** By its newest entry, and by whether its writer is there. */
export function runStateOf(
  layout: Layout,
  { newest: { OPR, AFT, USR } }: Pick<RunFound, "newest">,
): RunState {
  if (OPR === "EndRun") return AFT?.state as RunEnd;
  if (OPR === "PauseRun") return "paused";
  if (OPR === "HandOverRun") return "handed-over";
  return isWriterAlive(layout, USR.session) ? "held" : "broken";
}
