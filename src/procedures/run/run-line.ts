import type { Step } from "#domain/procedure.js";
import { parse } from "#language/parse.js";
import { isStillApproved } from "#procedures/run/approved.js";
import { carryOut } from "#procedures/run/carry-out.js";
import { endByChecks } from "#procedures/run/end-by-checks.js";
import { endTurn, type Move, uncertainty } from "#procedures/run/moves.js";
import type { RunParts } from "#procedures/run/parts.js";
import { FOR_NOTHING, lineNow, planStep } from "#procedures/run/plan-step.js";
import { standingOf } from "#procedures/run/standing.js";
import type { Turn } from "#procedures/run/turns.js";

type RunStep = Extract<Step, { readonly kind: "run" }>;

/**
 * A step that is a command line: planned, agreed to, written down with its frozen targets, carried out; and if that was
 * begun before, gone on with for those of its targets that are left. Errors: those of its line.
 */
export async function runLine(parts: RunParts, turn: Turn, step: RunStep): Promise<Move> {
  const { record, conductor } = parts;
  const since = performance.now();
  const standing = standingOf(record.turn(turn.key));
  if (standing.kind === "uncertain") {
    const result = uncertainty(parts, standing.deed);
    return endTurn(parts, turn, false, { state: "uncertain", result, since });
  }
  if (standing.kind === "failed") {
    return endTurn(parts, turn, false, { state: "failed", result: standing.result, since });
  }
  if (standing.kind === "done") return await endByChecks(parts, turn, { since });
  const now = lineNow(parts, turn, step);
  if (now === FOR_NOTHING) return await endByChecks(parts, turn, { since });
  const noted = textNotedBy(now);
  if (noted !== null) return await endByChecks(parts, turn, { why: noted, since });

  const planned = await planStep(parts, turn, step);
  if (planned.kind !== "planned") return planned;
  const { proposal, line } = planned;
  const stale = isStillApproved(parts, turn, proposal.plans);
  if (stale !== null) return stale;
  const answer = await conductor.atPlan(turn, proposal, false);
  if (answer.kind === "skip")
    return endTurn(parts, turn, false, { state: "skipped", why: answer.why, since });
  if (answer.kind !== "go") return answer;
  // It may have been looked at for a while.
  const expired = isStillApproved(parts, turn, proposal.plans);
  if (expired !== null) return expired;
  const left = await carryOut(parts, turn, { line, proposal, undoing: false, since });
  return left ?? (await endByChecks(parts, turn, { since }));
}

/** What a line notes down; null for one that does not, and for several. Throws those of parsing it. */
export function textNotedBy(line: string): string | null {
  const command = line.includes("\n") ? null : parse(line);
  return command?.kind === "note" ? command.text : null;
}
