import type { RunStanding } from "#domain/deviation.js";
import type { Difference } from "#domain/difference.js";
import type { Entry } from "#domain/entry.js";
import { failure } from "#domain/errors.js";
import type { Procedure } from "#domain/procedure.js";
import type { Layout } from "#journal/layout.js";
import type { Checkpoint } from "#journal/note/checkpoint.js";
import { readKeys } from "#journal/read-epochs.js";
import { entriesOfRun } from "#journal/runs.js";
import { historyOfRun } from "#procedures/capsule/run-history.js";
import { differenceToRehearsal } from "#procedures/rehearsal/difference-to-rehearsal.js";
import { type ApprovalReport, approvalReports } from "#procedures/report/approval-report.js";
import { coveringCheckpoint } from "#procedures/report/covering-checkpoint.js";
import { type Deviation, deviationsIn } from "#procedures/report/deviations.js";
import { partsOfRun, type RunPart } from "#procedures/report/run-part.js";
import { type TurnReport, turnReports } from "#procedures/report/turn-report.js";
import { namesIn, understandRun, valuesSaid } from "#procedures/report/understood-run.js";
import { RunRecord } from "#procedures/run/run-record.js";
import type { Turn } from "#procedures/run/turns.js";

/** All that a report of a run says, out of the journal and nothing else. */
export interface RunReport {
  readonly run: string;
  readonly procedure: Procedure;
  /** Its BeginRun. */
  readonly begun: Entry;
  /** Its newest entry. */
  readonly last: Entry;
  readonly state: RunStanding;
  /** The id of the rehearsal's entry that it was begun after; null for none. */
  readonly rehearsal: string | null;
  /** What it came to beside that rehearsal; null where this journal does not have it. */
  readonly difference: Difference | null;
  /** Parameters as people say them, with the id of what they name. */
  readonly parameters: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly parts: readonly RunPart[];
  readonly approvals: readonly ApprovalReport[];
  /** In the order of the procedure. */
  readonly steps: readonly TurnReport[];
  /** Turns that have not come. */
  readonly left: readonly Turn[];
  /** What was undone, the last turn first. */
  readonly undone: readonly TurnReport[];
  readonly deviations: readonly Deviation[];
  /** What is known by name without an inventory: parameters, and the item of a turn's loop. */
  names(turn: Turn | null): ReadonlyMap<string, string>;
  /** The journal's name. */
  readonly origin: string;
  /** The newest entry of the run in this journal. */
  readonly upTo: number;
  /** The first that was signed with that entry in it; null where none was yet. */
  readonly checkpoint: Checkpoint | null;
}

/** The newest entry of a run in a journal; null where there is no such run. Throws `JOURNAL_DAMAGED`. */
export async function newestOfRun(layout: Layout, run: string): Promise<number | null> {
  return (await entriesOfRun(layout, run)).at(-1)?.entry.seq ?? null;
}

/**
 * Reads what there is to report of a run, up to an entry of it. Throws `RUN_UNKNOWN`, `RUN_UNREADABLE`, `JOURNAL_DAMAGED`,
 * `CAPSULE_INVALID`.
 */
export async function reportOf(layout: Layout, run: string, upTo: number): Promise<RunReport> {
  const own = new Set((await entriesOfRun(layout, run)).map(({ entry }) => entry.id));
  const history = upToEntry(await historyOfRun(layout, run), own, upTo);
  const record = RunRecord.of(run, history);
  const { begun } = record;
  const last = history.at(-1);
  if (begun === null || last === undefined) throw failure("RUN_UNKNOWN", { run, nearest: [] });
  const understood = await understandRun(run, begun);
  const { procedure, turns, values } = understood;
  const origin = readKeys(layout).at(0)?.origin ?? "";
  const steps = turnReports(turns, history, false);
  const been = new Set(steps.map(({ turn }) => turn));
  return {
    run,
    procedure,
    begun,
    last,
    state: stateOf(record),
    rehearsal: begun.ref ?? null,
    difference: await differenceToRehearsal(layout, record, turns),
    parameters: procedure.parameters.map((parameter) => ({
      name: parameter.name,
      values: valuesSaid(parameter, values.get(parameter.name)),
    })),
    parts: partsOfRun(history, own, origin),
    approvals: approvalReports(history),
    steps,
    left: turns.filter((turn) => !been.has(turn)),
    undone: turnReports(turns, history, true).toReversed(),
    deviations: deviationsIn(history),
    names: (turn) => namesIn(procedure.parameters, values, turn),
    origin,
    upTo,
    checkpoint: coveringCheckpoint(layout, upTo),
  };
}

/** What came later is not in it. Where this journal has no such entry of the run, nothing is. */
function upToEntry(history: readonly Entry[], own: ReadonlySet<string>, upTo: number): readonly Entry[] {
  return history.slice(0, history.findIndex(({ seq, id }) => own.has(id) && seq === upTo) + 1);
}

function stateOf({ end, isPaused, handedOver }: RunRecord): RunStanding {
  if (end !== null) return end;
  if (handedOver !== null) return "handed-over";
  return isPaused ? "paused" : "open";
}
