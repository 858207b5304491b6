import type { Entry } from "#domain/entry.js";
import type { RunEnd } from "#domain/run.js";
import type { Layout } from "#journal/layout.js";
import type { RunFound } from "#journal/runs.js";
import { isWriterAlive } from "#journal/session-locks.js";

/** How a run of a journal stands: `held` while a program goes on with it, `broken` where that one has ended in the middle. */
export type RunState = RunEnd | "paused" | "handed-over" | "held" | "broken";

/** By its newest entry, and by whether its writer is there. */
export function runStateOf(layout: Layout, { newest }: Pick<RunFound, "newest">): RunState {
  return leftState(newest) ?? (isWriterAlive(layout, newest.USR.session) ? "held" : "broken");
}

/** How a run was left, by its newest entry; null where that says nothing of an end. */
export function leftState({ OPR, AFT }: Entry): Exclude<RunState, "held" | "broken"> | null {
  if (OPR === "EndRun") return AFT?.state as RunEnd;
  if (OPR === "PauseRun") return "paused";
  return OPR === "HandOverRun" ? "handed-over" : null;
}
