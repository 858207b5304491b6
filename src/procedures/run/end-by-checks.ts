import { lookAtAll } from "#procedures/run/look.js";
import { type Ending, endTurn, type Move } from "#procedures/run/moves.js";
import type { RunParts } from "#procedures/run/parts.js";
import type { Turn } from "#procedures/run/turns.js";

/** What a step was to do is done: its checks after say whether it has come to what it was for. */
export async function endByChecks(
  parts: RunParts,
  turn: Turn,
  said: Omit<Ending, "state" | "result">,
): Promise<Move> {
  const verdict = await lookAtAll(parts, turn, turn.step.after, "after");
  if (verdict === null) return endTurn(parts, turn, false, { state: "done", ...said });
  if ("kind" in verdict) return verdict;
  return endTurn(parts, turn, false, { state: "failed", result: verdict, ...said });
}
