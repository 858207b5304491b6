import type { OnFailure } from "#domain/procedure.js";
import type { RunEnd } from "#domain/run.js";
import { approveWhole } from "#procedures/run/approve-step.js";
import { isWholeApproved } from "#procedures/run/approved.js";
import { endTurn, type Move, recordTurn } from "#procedures/run/moves.js";
import { type Next, nextOf } from "#procedures/run/next.js";
import type { RunParts } from "#procedures/run/parts.js";
import { recordWhole } from "#procedures/run/record-whole.js";
import { runTurn } from "#procedures/run/run-turn.js";
import { undoTurn } from "#procedures/run/undo-turn.js";

/** How a run was left: at its end, or where it can be gone on with. */
export type Left = RunEnd | "paused";

/**
 * Carries a run on from where its record stands, to its end or until it is paused. Every decision is worked out of the
 * record, so that a run that was cut off is gone on with as if it had not been. Throws the journal's errors.
 */
export async function carryOn(parts: RunParts): Promise<Left> {
  for (;;) {
    const next = nextOf(parts.procedure, parts.turns, parts.record, () => isWholeApproved(parts));
    if (next.do === "end") return end(parts, next.how);
    if (parts.stopping.aborted) return pause(parts, null);
    const left =
      next.do === "decide" ? await decide(parts, next) : await follow(parts, await move(parts, next));
    if (left !== null) return left;
  }
}

type Doing = Exclude<Next, { readonly do: "end" | "decide" }>;

async function move(parts: RunParts, next: Doing): Promise<Move> {
  if (next.do === "approve-whole") return await approveWhole(parts);
  return next.do === "turn" ? await runTurn(parts, next.turn) : await undoTurn(parts, next.turn);
}

/** Answers how the run was left; null while it goes on. */
async function follow(parts: RunParts, made: Move): Promise<Left | null> {
  // What a bad end leads to is decided by the record, as it is when the run was cut off right after it.
  if (made.kind === "ended" || made.kind === "failed") return null;
  if (made.kind === "pause") return pause(parts, made.why);
  if (made.kind === "back-out") return backOut(parts, made.why);
  const answer = await parts.conductor.atInterruption(made.problem);
  return answer.kind === "go" ? null : pause(parts, answer.why);
}

async function decide(
  parts: RunParts,
  { turn, undoing, end: bad }: Extract<Next, { readonly do: "decide" }>,
): Promise<Left | null> {
  // What nobody knows of has not failed: only whoever has looked can say how it goes on, whatever the file says of failures.
  const isKnown = bad.RST?.status !== "UNKNOWN";
  const policy: OnFailure = isKnown && !undoing ? turn.step.onFailure : "ask";
  if (policy === "stop") return end(parts, "stopped");
  if (policy === "rollback") return backOut(parts, null);
  const answer = await parts.conductor.atFailure(turn, bad, undoing);
  if (answer.kind === "again") {
    recordTurn(parts, turn, undoing, { OPR: "RetryStep" });
    return null;
  }
  if (answer.kind === "back-out" && !undoing) return backOut(parts, answer.why);
  // Nobody leaves out what a second person is asked for.
  const isLeftOut = answer.kind === "skip" && (undoing || turn.step.kind !== "approve");
  if (!isLeftOut) return end(parts, "stopped");
  endTurn(parts, turn, undoing, { state: undoing ? "kept" : "skipped", why: answer.why });
  return null;
}

function backOut(parts: RunParts, why: string | null): null {
  if (parts.record.backOut === null) recordWhole(parts, { OPR: "BackOut", why });
  return null;
}

function pause(parts: RunParts, why: string | null): "paused" {
  recordWhole(parts, { OPR: "PauseRun", why });
  return "paused";
}

function end(parts: RunParts, how: RunEnd): RunEnd {
  const isGood = how === "complete" || how === "rolled-back";
  recordWhole(parts, {
    OPR: "EndRun",
    after: { state: how },
    result: isGood
      ? { status: "OK" }
      : { status: "NG", code: "RUN_NOT_COMPLETE", message: `The run is ${how}.` },
  });
  return how;
}
