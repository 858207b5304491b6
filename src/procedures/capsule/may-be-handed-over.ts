import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import type { RunEnd, RunEventName } from "#domain/run.js";
import type { Layout } from "#journal/layout.js";
import { isWriterAlive } from "#journal/session-locks.js";
import { OF_THE_WHOLE } from "#procedures/run/run-record.js";

/** After these nobody goes on with a run by itself. */
const AT_REST: ReadonlySet<string> = new Set<RunEventName>(["PauseRun", "EndRun"]);

/**
 * Throws why a run cannot be handed over: `RUN_OVER`, `RUN_HANDED_OVER`, or `RUN_HELD` while the session that goes on with
 * it is there.
 *
 * @param entries all that the journal has of the run, in order
 */
export function mustBeAtRest(layout: Layout, run: string, entries: readonly Entry[]): void {
  const last = entries.findLast(({ phase, OPR }) => phase === "procedure" && OF_THE_WHOLE.has(OPR));
  const state = last?.OPR === "EndRun" ? (last.AFT?.state as RunEnd) : "stopped";
  if (state !== "stopped") throw failure("RUN_OVER", { run, end: state });
  if (last?.OPR === "HandOverRun")
    throw failure("RUN_HANDED_OVER", { run, capsule: String(last.AFT?.capsule) });
  // What became of it may have been found out by a session that has nothing else to do with it.
  const newest = entries.findLast(({ phase }) => phase !== "recovery");
  const isHeld = newest !== undefined && isWriterAlive(layout, newest.USR.session);
  if (isHeld && !AT_REST.has(last?.OPR ?? ""))
    throw failure("RUN_HELD", { run, console: newest.USR.console });
}
