import type { DeviationKind } from "#domain/deviation.js";
import type { Entry } from "#domain/entry.js";
import type { StepEnd } from "#domain/run.js";

export interface Deviation {
  readonly kind: DeviationKind;
  readonly entry: Entry;
}

/** All deviations of a run, in the order in which they were recorded. */
export function deviationsIn(entries: readonly Entry[]): readonly Deviation[] {
  return entries.flatMap((entry, index) => {
    const kind = kindOf(entry, () => entries.slice(0, index));
    return kind === null ? [] : [{ kind, entry }];
  });
}

const OF_STEP: Readonly<Partial<Record<StepEnd, DeviationKind>>> = {
  failed: "failed",
  uncertain: "uncertain",
  skipped: "skipped",
  kept: "kept",
  "undo-failed": "undo-failed",
};

const OF_EVENT: ReadonlyMap<string, DeviationKind> = new Map([
  ["RetryStep", "retried"],
  ["PauseRun", "paused"],
  ["HandOverRun", "handed-over"],
  ["TakeOverRun", "taken-over"],
  ["BackOut", "backed-out"],
]);

const VOID: ReadonlySet<string> = new Set(["APPROVAL_PLAN_CHANGED", "APPROVAL_TOO_OLD", "APPROVAL_OWN"]);

function kindOf({ phase, OPR, AFT = {}, RST }: Entry, earlier: () => readonly Entry[]): DeviationKind | null {
  if (phase === "recovery") return "recovered";
  if (phase !== "procedure") return null;
  if (OPR === "EndStep") {
    if (VOID.has(RST?.code ?? "")) return "approval-void";
    return OF_STEP[String(AFT.state) as StepEnd] ?? null;
  }
  if (OPR === "Approve") {
    if (RST?.status !== "OK") return "approval-refused";
    return AFT.approversWritable === true ? "approvers-writable" : null;
  }
  if (OPR === "RequestApproval")
    return AFT.of === null && earlier().some(isWholeApproved) ? "approval-void" : null;
  if (OPR === "ResumeRun") return wasCutOff(earlier()) ? "cut-off" : null;
  if (OPR === "EndRun") return AFT.state === "stopped" ? "stopped" : null;
  return OF_EVENT.get(OPR) ?? null;
}

/** The whole is only asked for again where what was accepted does not count any more. */
function isWholeApproved({ phase, OPR, AFT, RST }: Entry): boolean {
  return phase === "procedure" && OPR === "Approve" && AFT?.of === null && RST?.status === "OK";
}

/** Whoever leaves a run says so; a program that was killed does not. */
function wasCutOff(earlier: readonly Entry[]): boolean {
  const last = earlier.findLast(({ phase, OPR }) => phase === "procedure" && LEFT.has(OPR));
  return last === undefined || earlier.indexOf(last) < earlier.findLastIndex(isWork);
}

const LEFT: ReadonlySet<string> = new Set(["PauseRun", "EndRun", "HandOverRun", "TakeOverRun"]);

/** What is only done while it goes on. What is found out of an operation at a Login is not. */
function isWork({ phase, OPR }: Entry): boolean {
  return phase === "intent" || phase === "outcome" || (phase === "procedure" && !LEFT.has(OPR));
}
