import type { Entry } from "#domain/entry.js";
import type { Procedure } from "#domain/procedure.js";
import type { RunEnd, StepEnd } from "#domain/run.js";
import { type Deed, doubtfulOf, isDoneByHalf, stateOf } from "#procedures/run/deeds.js";
import { BAD_ENDS, endOf, type RunRecord, type TurnRecord } from "#procedures/run/run-record.js";
import type { Turn } from "#procedures/run/turns.js";

/** What comes next in a run. */
export type Next =
  | { readonly do: "approve-whole" }
  | { readonly do: "turn"; readonly turn: Turn }
  | { readonly do: "undo"; readonly turn: Turn }
  /** A turn, or what undoes it, has not ended well, and what that leads to is not recorded yet. */
  | { readonly do: "decide"; readonly turn: Turn; readonly undoing: boolean; readonly end: Entry }
  | { readonly do: "end"; readonly how: RunEnd };

/**
 * Worked out of what is recorded, and of nothing else but this: what the whole was approved for holds as long as it says, so
 * that before every turn, and only there, `isApproved` is asked whether it does still. The way back needs no approval.
 */
export function nextOf(
  { approval }: Pick<Procedure, "approval">,
  turns: readonly Turn[],
  record: RunRecord,
  isApproved: () => boolean,
): Next {
  if (record.backOut !== null) return back(turns, record);
  const turn = turns.find(({ key }) => !isBehind(record, key));
  if (turn === undefined) return { do: "end", how: "complete" };
  const was = record.turn(turn.key);
  const end = isReopened(turn, was) ? null : undecided(record, was, was.deeds);
  if (end !== null) return { do: "decide", turn, undoing: false, end };
  return approval !== null && !isApproved() ? { do: "approve-whole" } : { do: "turn", turn };
}

function isBehind(record: RunRecord, key: string): boolean {
  const end = endOf(record.turn(key));
  return end === "done" || end === "skipped";
}

/** Whether the plan that a step has had approved is another one by now: it asks again, and nothing has failed. */
function isReopened({ step }: Turn, { end }: TurnRecord): boolean {
  return step.kind === "approve" && end?.RST?.status === "REFUSED";
}

/**
 * A bad end after which neither the operator nor the file has had a say. One that was uncertain, and of which it has been
 * found out since what became of it, is none any more.
 */
function undecided(
  { stoppedAt }: RunRecord,
  { end, endedAt, retriedAt }: TurnRecord,
  deeds: readonly Deed[],
): Entry | null {
  if (end === null || !BAD_ENDS.has(end.AFT?.state as StepEnd) || endedAt < stoppedAt) return null;
  const isFoundOut = end.RST?.status === "UNKNOWN" && doubtfulOf(deeds, retriedAt) === null;
  return isFoundOut ? null : end;
}

/** The last thing that was done first. */
function back(turns: readonly Turn[], record: RunRecord): Next {
  const turn = turns.findLast((each) => {
    const end = endOf(record.undoing(each.key));
    return end !== "undone" && end !== "kept" && isToBeUndone(each, record);
  });
  if (turn !== undefined) {
    const was = record.undoing(turn.key);
    const end = undecided(record, was, [...record.turn(turn.key).deeds, ...was.deeds]);
    return end === null ? { do: "undo", turn } : { do: "decide", turn, undoing: true, end };
  }
  const isKept = turns.some(({ key }) => endOf(record.undoing(key)) === "kept");
  return { do: "end", how: isKept ? "rolled-back-in-part" : "rolled-back" };
}

/** Whether anything of a turn is there that could be taken back, or is told to stay: what is uncertain may be. */
export function isToBeUndone({ key, step }: Turn, record: RunRecord): boolean {
  const { deeds, isDoneByHand } = record.turn(key);
  if (step.kind === "run") return deeds.some((deed) => stateOf(deed) !== "failed" || isDoneByHalf(deed));
  // What was done by hand was done, whatever the checks after it have said.
  return step.kind === "manual" && (isDoneByHand || endOf(record.turn(key)) === "done");
}
