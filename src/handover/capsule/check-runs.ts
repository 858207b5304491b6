import type { Entry } from "#domain/entry.js";
import type { Handover, OpenProcedure } from "#domain/handover.js";
import { mustAgree, mustBe, mustHold } from "#handover/capsule/must-agree.js";
import { openProcedures } from "#handover/draft/open-procedures.js";
import { isEnd, type OpenRun } from "#handover/draft/open-runs.js";
import { pendingApprovals } from "#handover/draft/pending-approvals.js";
import { RunRecord } from "#procedures/run/run-record.js";
import { leftState, type RunState } from "#procedures/run/run-state.js";

/** What a shift has of a run. */
interface RunHere {
  readonly id: string;
  /** In order; those of the phase `procedure` are what says how it stands. */
  readonly entries: readonly Entry[];
  readonly first: Entry;
  readonly newest: Entry;
  /** Whether all that there is of it is here. */
  readonly isWhole: boolean;
}

/**
 * Holds what a report says of procedures and approvals against the entries of the shift: none that is open is left out, and what a run
 * that was begun in it has come to is worked out again. Of one that came from before how far it is, and of all whether a program goes on
 * with them, is the report's word. Throws `CapsuleUnsound`.
 *
 * @param here the shift's entries, with their long texts
 */
export async function checkRuns(handover: Handover, here: readonly Entry[]): Promise<void> {
  const said = new Map(handover.procedures.map((each) => [each.run, each]));
  mustHold(said.size === handover.procedures.length, "procedures");
  const runs = runsHere(here);
  const open: OpenRun[] = [];
  for (const run of runs.values()) {
    const { first, newest } = run;
    const told = said.get(run.id);
    const state = stateOf(newest, told);
    if (isEnd(state)) mustHold(told === undefined, "procedures", newest.seq);
    else if (told === undefined) mustHold(!BEGINNING.has(first.OPR), "procedures", newest.seq);
    else {
      mustBe("procedures", told, { ...told, seq: newest.seq, endpoint: newest.HST.endpoint }, newest.seq);
      mustBe("procedures", told.state, STATES[state] ?? state, newest.seq);
      if (run.isWhole) open.push(openRunOf(run, state));
    }
  }
  for (const each of await openProcedures(open)) mustBe("procedures", said.get(each.run), each, each.seq);
  for (const { run, seq } of said.values())
    mustHold(runs.has(run) || seq < handover.shift.firstSeq, "procedures", seq);
  checkApprovals(handover, here, open);
}

function checkApprovals(
  { approvals, procedures, shift: { firstSeq } }: Handover,
  here: readonly Entry[],
  open: readonly OpenRun[],
): void {
  const [whole, told] = [new Set(open.map(({ id }) => id)), new Set(procedures.map(({ run }) => run))];
  mustAgree(
    "approvals",
    approvals.filter(({ run }) => whole.has(run)),
    pendingApprovals(open),
    ({ seq }) => seq,
  );
  for (const { seq, run, expires } of approvals) {
    const asked = here.find((entry) => entry.seq === seq);
    const isSo = asked?.OPR === "RequestApproval" && asked.run?.id === run && asked.AFT?.expires === expires;
    mustHold(told.has(run) && (isSo || seq < firstSeq), "approvals", seq);
  }
}

function runsHere(here: readonly Entry[]): ReadonlyMap<string, RunHere> {
  const byRun = Map.groupBy(here, ({ run }) => run?.id ?? "");
  byRun.delete("");
  const runs = [...byRun].flatMap(([id, entries]): readonly RunHere[] => {
    const events = entries.filter(({ phase }) => phase === "procedure");
    const [first, newest] = [events.at(0), events.at(-1)];
    if (first === undefined || newest === undefined) return [];
    const isWhole = first.OPR === "BeginRun" && events.every(({ OPR }) => OPR !== "TakeOverRun");
    return [{ id, entries, first, newest, isWhole }];
  });
  return new Map(runs.map((run) => [run.id, run]));
}

/** What comes into a journal with it is known to that as a run. */
const BEGINNING: ReadonlySet<string> = new Set(["BeginRun", "TakeOverRun"]);

/** As a report names them. */
const STATES: Readonly<Partial<Record<RunState, string>>> = { held: "running", broken: "cut-off" };

function stateOf(newest: Entry, told: OpenProcedure | undefined): RunState {
  return leftState(newest) ?? (told?.state === STATES.held ? "held" : "broken");
}

function openRunOf({ id, entries, first, newest }: RunHere, state: OpenRun["state"]): OpenRun {
  const record = RunRecord.of(id, entries);
  return { id, title: first.TGT.name, endpoint: newest.HST.endpoint, newest, state, record };
}
