import type { Entry } from "#domain/entry.js";
import type { RunEnd } from "#domain/run.js";
import type { Layout } from "#journal/layout.js";
import { entriesOfRun, type RunFound, runsIn } from "#journal/runs.js";
import { historyOfRun } from "#procedures/capsule/run-history.js";
import { RunRecord } from "#procedures/run/run-record.js";
import { type RunState, runStateOf } from "#procedures/run/run-state.js";

/** A run that is not over, as it stood at the end of a shift. */
export interface OpenRun extends Pick<RunFound, "id" | "title"> {
  readonly endpoint: string;
  /** Its newest entry of the phase `procedure` that this journal had then. */
  readonly newest: Entry;
  readonly state: Exclude<RunState, Over>;
  readonly record: RunRecord;
}

type Over = Exclude<RunEnd, "stopped">;

const OVER: ReadonlySet<RunState> = new Set<Over>(["complete", "rolled-back", "rolled-back-in-part"]);

/**
 * The runs that were neither complete nor rolled back at the end of a shift, in the order in which they were begun. One that was
 * handed to somebody is among them in the shift in which it was. Throws `JOURNAL_DAMAGED`, `CAPSULE_INVALID`.
 *
 * @param shift the first and the last `seq` of it
 */
export async function openRuns(
  layout: Layout,
  { from, until }: { readonly from: number; readonly until: number },
): Promise<readonly OpenRun[]> {
  const open: OpenRun[] = [];
  for (const found of await runsIn(layout)) {
    if (found.begins[0].seq > until || (found.newest.seq <= until && isOver(layout, found))) continue;
    const own = (await entriesOfRun(layout, found.id)).filter(({ entry }) => entry.seq <= until);
    const newest = own.findLast(({ entry }) => entry.phase === "procedure")?.entry;
    if (newest === undefined) continue;
    const state = runStateOf(layout, { newest });
    if (isEnd(state) || (state === "handed-over" && newest.seq < from)) continue;
    const known = new Set(own.map(({ entry }) => entry.id));
    const history = await historyOfRun(layout, found.id);
    const upTo = history.findLastIndex(({ id }) => known.has(id)) + 1;
    const { id, title } = found;
    const record = RunRecord.of(id, history.slice(0, upTo));
    open.push({ id, title, endpoint: newest.HST.endpoint, newest, state, record });
  }
  return open;
}

function isOver(layout: Layout, { newest }: RunFound): boolean {
  return isEnd(runStateOf(layout, { newest }));
}

/** Whether a run that is so is none of the open ones. */
export function isEnd(state: RunState): state is Over {
  return OVER.has(state);
}
