import { failure, ShosekiError } from "#domain/errors.js";
import type { OpenProcedure } from "#domain/handover.js";
import type { OpenRun } from "#handover/draft/open-runs.js";
import { frozenText } from "#procedures/report/frozen-text.js";
import { namesIn, type UnderstoodRun, understandRun } from "#procedures/report/understood-run.js";
import { nextOf } from "#procedures/run/next.js";
import { endOf } from "#procedures/run/run-record.js";
import type { Turn } from "#procedures/run/turns.js";

/** What is under way, as a report names it; the others as the journal does. */
const STATES: Readonly<Partial<Record<OpenRun["state"], string>>> = { held: "running", broken: "cut-off" };

/** What a report says of runs that are not over. Of one whose first entry cannot be understood it says no step. */
export async function openProcedures(runs: readonly OpenRun[]): Promise<readonly OpenProcedure[]> {
  return await Promise.all(
    runs.map(async (run): Promise<OpenProcedure> => {
      const { id, title, endpoint, newest, state, record } = run;
      const understood = await understoodOf(run);
      const turns = understood?.turns ?? [];
      const steps = record.begun?.AFT?.steps;
      return {
        run: id,
        title,
        endpoint,
        seq: newest.seq,
        state: STATES[state] ?? state,
        step: understood === null ? null : stepOf(run, understood),
        done: turns.filter(({ key }) => isDone(run, key)).length,
        total: understood === null && typeof steps === "number" ? steps : turns.length,
      };
    }),
  );
}

async function understoodOf({ id, record: { begun } }: OpenRun): Promise<UnderstoodRun | null> {
  try {
    if (begun === null) throw failure("RUN_UNKNOWN", { run: id, nearest: [] });
    return await understandRun(id, begun);
  } catch (error) {
    if (error instanceof ShosekiError) return null;
    throw error;
  }
}

function isDone({ record }: OpenRun, key: string): boolean {
  const end = endOf(record.turn(key));
  return end === "done" || end === "skipped";
}

/** What comes next, or is under way. Whether an approval of the whole still counts is for whoever goes on to find out. */
function stepOf({ record }: OpenRun, { procedure, turns, values }: UnderstoodRun): OpenProcedure["step"] {
  const next = nextOf(procedure, turns, record, () => true);
  if (!("turn" in next)) return null;
  const { turn } = next;
  const names = namesIn(procedure.parameters, values, turn);
  return { id: turn.step.id, title: `${frozenText({ text: turn.step.title }, names)}${itemOf(turn)}` };
}

function itemOf({ item }: Turn): string {
  if (item === null) return "";
  return ` [${typeof item === "string" ? item : `${item.name} ${item.id}`}]`;
}
