import type { Step } from "#domain/procedure.js";
import { runApprove } from "#procedures/run/approve-step.js";
import { lookAtAll } from "#procedures/run/look.js";
import { endTurn, type Move } from "#procedures/run/moves.js";
import { orNotTold } from "#procedures/run/not-told.js";
import type { RunParts } from "#procedures/run/parts.js";
import { runLine } from "#procedures/run/run-line.js";
import { runCheck, runConfirm, runManual } from "#procedures/run/said-steps.js";
import { standingOf } from "#procedures/run/standing.js";
import type { Turn } from "#procedures/run/turns.js";

type Runners = {
  readonly [K in Step["kind"]]: (
    parts: RunParts,
    turn: Turn,
    step: Extract<Step, { readonly kind: K }>,
  ) => Promise<Move>;
};

const RUNNERS: Runners = {
  run: runLine,
  check: runCheck,
  confirm: runConfirm,
  manual: runManual,
  approve: runApprove,
};

/** One turn of a run: the operator goes on to it, its checks before, the step, its checks after. */
export async function runTurn(parts: RunParts, turn: Turn): Promise<Move> {
  const { conductor, record } = parts;
  const answer = await conductor.atTurn(turn);
  // Nobody leaves out what a second person is asked for.
  const isLeftOut = answer.kind === "skip" && turn.step.kind !== "approve";
  if (isLeftOut) return endTurn(parts, turn, false, { state: "skipped", why: answer.why });
  if (answer.kind === "back-out" || answer.kind === "pause") return answer;
  // What was begun has had its checks before; where nothing came of it, what they look at may be another by now.
  const isBegun = standingOf(record.turn(turn.key)).kind !== "open";
  const verdict = isBegun ? null : await lookAtAll(parts, turn, turn.step.before, "before");
  if (verdict !== null && "kind" in verdict) return verdict;
  if (verdict !== null) return endTurn(parts, turn, false, { state: "failed", result: verdict });
  return await runStep(parts, turn, turn.step);
}

async function runStep<K extends Step["kind"]>(
  parts: RunParts,
  turn: Turn,
  step: Extract<Step, { readonly kind: K }>,
): Promise<Move> {
  const run: Runners[K] = RUNNERS[step.kind as K];
  return await orNotTold(parts, turn, false, () => run(parts, turn, step));
}
