import type { Entry, Facts, Result } from "#domain/entry.js";
import { failure, type Problem, ShosekiError } from "#domain/errors.js";
import type { RunEventName, StepEnd } from "#domain/run.js";
import type { Answer } from "#procedures/run/conductor.js";
import type { Deed } from "#procedures/run/deeds.js";
import type { RunParts } from "#procedures/run/parts.js";
import { BAD_ENDS } from "#procedures/run/run-record.js";
import { markOf, type Turn } from "#procedures/run/turns.js";
import { writeEvent } from "#procedures/run/write-event.js";

/** Where a run goes after a turn. */
export type Move =
  | { readonly kind: "ended" }
  | { readonly kind: "failed"; readonly end: Entry }
  | { readonly kind: "interrupted"; readonly problem: Problem }
  | Answer<"back-out" | "pause">;

export const ENDED: Move = { kind: "ended" };

/** What of a turn is recorded. */
export interface TurnEvent {
  readonly OPR: RunEventName;
  readonly after?: Facts;
  /** OK, where it is not said. */
  readonly result?: Result;
  readonly why?: string | undefined;
  readonly ref?: string | undefined;
  /** `performance.now()`. */
  readonly since?: number;
}

/** Writes an entry of a turn, or of what undoes it. Errors: those of `writeEvent`. */
export function recordTurn(parts: RunParts, turn: Turn, undoing: boolean, event: TurnEvent): Entry {
  const { record, procedure, purpose } = parts;
  const { OPR, after = {}, result = { status: "OK" }, why, ref, since } = event;
  return writeEvent(parts, {
    OPR,
    run: { id: record.id, ...markOf(turn), ...(undoing ? { undo: true } : {}) },
    title: procedure.title,
    after,
    result,
    ...(why === undefined ? {} : { why }),
    ...(purpose.ticket === undefined ? {} : { ticket: purpose.ticket }),
    ...(ref === undefined ? {} : { ref }),
    ...(since === undefined ? {} : { since }),
  });
}

/** How a step ended: what became of it, and why where that is not good. */
export interface Ending {
  readonly state: StepEnd;
  readonly result?: Result;
  /** What the operator was asked, or told to do. */
  readonly asked?: string;
  /** What the operator said. */
  readonly why?: string;
  readonly since?: number;
}

/** Writes the end of a turn, or of what undoes it, and says where that leads. */
export function endTurn(parts: RunParts, turn: Turn, undoing: boolean, ending: Ending): Move {
  const { state, asked, ...rest } = ending;
  const after = { state, ...(asked === undefined ? {} : { asked }) };
  const end = recordTurn(parts, turn, undoing, { OPR: "EndStep", after, ...rest });
  return BAD_ENDS.has(state) ? { kind: "failed", end } : ENDED;
}

/** What is said of a step of which nobody knows whether it was done: what was found out last, where anybody has looked. */
export function uncertainty(parts: RunParts, { intent, last }: Deed): Result {
  if (last?.RST?.status === "UNKNOWN") return last.RST;
  const { problem } = failure("STEP_UNCERTAIN", { operation: intent.OPR, name: intent.TGT.name });
  return resultOf(parts, problem, "UNKNOWN");
}

/** A problem as an entry's result. */
export function resultOf({ explain }: RunParts, problem: Problem, status: Result["status"] = "NG"): Result {
  return { status, code: problem.code, message: explain(new ShosekiError(problem)) };
}
