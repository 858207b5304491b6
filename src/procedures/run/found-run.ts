import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import type { RunEventName } from "#domain/run.js";
import { type Layout, segmentsOf } from "#journal/layout.js";
import { type RunFound, runsIn } from "#journal/runs.js";
import { mustBeAtRest } from "#procedures/capsule/may-be-handed-over.js";
import { RunRecord } from "#procedures/run/run-record.js";

/** How many runs are named where none is meant. */
const NAMED = 5;

/**
 * The run of a journal that an operator names: by its id, or by so much of its beginning or end as no other run has. Throws
 * `JOURNAL_MISSING`, `RUN_UNKNOWN`.
 */
export async function runNamed(layout: Layout, text: string): Promise<RunFound> {
  if (segmentsOf(layout).length === 0) throw failure("JOURNAL_MISSING", { directory: layout.directory });
  const runs = await runsIn(layout);
  const word = text.toLowerCase();
  const meant = runs.filter(({ id }) => word !== "" && (id.startsWith(word) || id.endsWith(word)));
  const [found, another] = meant;
  if (found !== undefined && another === undefined) return found;
  const nearest = (meant.length === 0 ? runs : meant).slice(-NAMED).map(({ id }) => id);
  throw failure("RUN_UNKNOWN", { run: text, nearest });
}

/** After these nobody goes on with a run by itself. */
const AT_REST: ReadonlySet<string> = new Set<RunEventName>(["EndRun", "PauseRun", "HandOverRun"]);

export interface Freeing {
  /** The session that would go on with it: what that one holds is not held by others. */
  readonly own: string;
  /** Whether the operator takes back what was handed over. */
  readonly isTakenBack: boolean;
  /** Whether what was done is to be undone. */
  readonly isBackedOut: boolean;
}

/**
 * Throws why a run is not gone on with here: `RUN_OVER`, `RUN_HELD` by another program, `RUN_HANDED_OVER` where it is not
 * taken back.
 */
export function mustBeFree(
  layout: Layout,
  id: string,
  entries: readonly Entry[],
  { own, isTakenBack, isBackedOut }: Freeing,
): void {
  // What is complete can still be undone, as long as it is as it was left.
  const end = RunRecord.of(id, entries).end;
  if (isBackedOut && end === "complete") return;
  const taken = entries.findLastIndex(({ OPR }) => OPR === "TakeOverRun" || OPR === "ResumeRun");
  const rest = entries.filter(({ OPR }, at) => OPR !== "HandOverRun" || (!isTakenBack && at > taken));
  // What its own session has said of the run's rest holds for it too.
  const others = rest.filter(({ USR, OPR }) => USR.session !== own || AT_REST.has(OPR));
  mustBeAtRest(layout, id, others);
}
