import { asShosekiError, type ErrorCode } from "#domain/errors.js";
import { endTurn, type Move, resultOf } from "#procedures/run/moves.js";
import type { RunParts } from "#procedures/run/parts.js";
import { INTERRUPTIONS } from "#procedures/run/planning.js";
import type { Turn } from "#procedures/run/turns.js";

/** What a line or a text of the file can fail with when its turn comes. */
const CANNOT_BE_TOLD: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "EXPRESSION_FAILED",
  "SYNTAX",
  "UNKNOWN_VERB",
  "TARGET_UNKNOWN",
  "USAGE",
]);

/** A turn, or what undoes it: one that cannot be told what it would do has failed, and nothing was done. */
export async function orNotTold(
  parts: RunParts,
  turn: Turn,
  undoing: boolean,
  work: () => Promise<Move>,
): Promise<Move> {
  try {
    return await work();
  } catch (cause) {
    const error = asShosekiError(cause);
    if (INTERRUPTIONS.has(error.code)) return { kind: "interrupted", problem: error.problem };
    if (!CANNOT_BE_TOLD.has(error.code)) throw cause;
    const state = undoing ? "undo-failed" : "failed";
    return endTurn(parts, turn, undoing, { state, result: resultOf(parts, error.problem) });
  }
}
