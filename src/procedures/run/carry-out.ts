import { failure } from "#domain/errors.js";
import { planHash } from "#procedures/approval/frozen-plan.js";
import { frozenStep } from "#procedures/run/frozen.js";
import { ENDED, endTurn, type Move, recordTurn, uncertainty } from "#procedures/run/moves.js";
import type { RunParts } from "#procedures/run/parts.js";
import type { Planned } from "#procedures/run/planning.js";
import { restrained } from "#procedures/run/restrained.js";
import { endedWith, standingOf } from "#procedures/run/standing.js";
import { markOf, type Turn } from "#procedures/run/turns.js";
import type { Plan } from "#session/plan.js";

/** A plan that has been agreed to, of a turn or of what undoes it. */
export interface Agreed extends Pick<Extract<Planned, { readonly kind: "planned" }>, "line" | "proposal"> {
  readonly undoing: boolean;
  /** `performance.now()`, when the turn began. */
  readonly since: number;
}

/**
 * Writes down what is about to be carried out, and carries it out. Where a plan of it would be refused, that is recorded
 * and nothing of it is run. Answers where the run goes when it was not all done; null when it was.
 */
export async function carryOut(parts: RunParts, turn: Turn, agreed: Agreed): Promise<Move | null> {
  const { record, session, purpose, listener, stopping, signal } = parts;
  const { proposal, line, undoing } = agreed;
  const { plans } = proposal;
  const refused = plans.filter(({ refusal }) => refusal !== null);
  recordTurn(parts, turn, undoing, {
    OPR: "BeginStep",
    after: {
      line,
      targets: JSON.stringify(plans.flatMap(idOf)),
      plan: planHash(frozenStep(parts, turn, plans)),
    },
  });
  await session().carryOut(
    { ...proposal, plans: refused.length > 0 ? refused : plans },
    {
      purpose,
      run: { id: record.id, ...markOf(turn), ...(undoing ? { undo: true } : {}) },
      stopping,
      signal,
    },
    listener,
  );
  return whereTo(parts, turn, agreed);
}

/** By the record: what the server was found to have done of an UNKNOWN one is a later entry's word. */
function whereTo(parts: RunParts, turn: Turn, { undoing, since }: Agreed): Move | null {
  const { record, stopping } = parts;
  const was = undoing ? record.undoing(turn.key) : record.turn(turn.key);
  const standing = standingOf(was);
  if (standing.kind === "done") return null;
  if (standing.kind === "uncertain") {
    const state = undoing ? "undo-failed" : "uncertain";
    return endTurn(parts, turn, undoing, { state, result: uncertainty(parts, standing.deed), since });
  }
  const cancelled = stopping.aborted ? null : endedWith("CANCELLED", was.deeds, was.begunAt);
  const failed = standing.kind === "failed" ? standing.result : cancelled;
  if (failed !== null) {
    const state = undoing ? "undo-failed" : "failed";
    return endTurn(parts, turn, undoing, { state, result: failed, since });
  }
  if (stopping.aborted) return { kind: "pause", why: null };
  // What is there now is planned anew, and agreed to anew.
  return endedWith("TARGET_CHANGED", was.deeds, was.begunAt) === null ? interrupted(parts) : ENDED;
}

/** The session is not there, or nothing may be changed in it. */
function interrupted({ session, purpose }: RunParts): Move {
  const { lost } = session();
  const problem =
    lost?.problem ??
    restrained(session(), purpose) ??
    failure("INTERRUPTED", { endpoint: session().login.HST.endpoint }).problem;
  return { kind: "interrupted", problem };
}

function idOf({ target: { id } }: Plan): readonly string[] {
  return id === null ? [] : [id];
}
