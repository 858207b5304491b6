import { failure } from "#domain/errors.js";
import type { Step } from "#domain/procedure.js";
import { answered, type Given, recordAnswer } from "#procedures/run/answers.js";
import { endByChecks } from "#procedures/run/end-by-checks.js";
import { lookAtAll } from "#procedures/run/look.js";
import { endTurn, type Move, resultOf } from "#procedures/run/moves.js";
import type { RunParts } from "#procedures/run/parts.js";
import type { Turn } from "#procedures/run/turns.js";

type Of<K extends Step["kind"]> = Extract<Step, { readonly kind: K }>;

/** A step that only looks. */
export async function runCheck(parts: RunParts, turn: Turn, step: Of<"check">): Promise<Move> {
  const since = performance.now();
  const verdict = await lookAtAll(parts, turn, [step.check], "step");
  if (verdict === null) return await endByChecks(parts, turn, { since });
  if ("kind" in verdict) return verdict;
  return endTurn(parts, turn, false, { state: "failed", result: verdict, since });
}

/** A step that asks the operator, who answers with yes or no. */
export async function runConfirm(parts: RunParts, turn: Turn, step: Of<"confirm">): Promise<Move> {
  const since = performance.now();
  const before = answered(parts, turn, false);
  if (before !== null) return await endByAnswer(parts, turn, before, since);
  const asked = parts.reader.text(step.question, turn);
  const said = await parts.conductor.atQuestion(turn, asked);
  if (said.kind === "skip")
    return endTurn(parts, turn, false, { state: "skipped", why: said.why, asked, since });
  if (said.kind !== "go" && said.kind !== "no") return said;
  const given = { asked, answer: said.kind === "go" ? "yes" : "no" } as const;
  recordAnswer(parts, turn, false, { ...given, since });
  return await endByAnswer(parts, turn, given, since);
}

/** A step that the operator does, and says what was seen. */
export async function runManual(parts: RunParts, turn: Turn, step: Of<"manual">): Promise<Move> {
  const since = performance.now();
  const before = answered(parts, turn, false);
  if (before !== null) return await endByAnswer(parts, turn, before, since);
  const asked = parts.reader.text(step.instructions, turn);
  const said = await parts.conductor.atInstructions(turn, asked, false);
  if (said.kind === "skip")
    return endTurn(parts, turn, false, { state: "skipped", asked, why: said.why, since });
  if (said.kind !== "seen") return said;
  const given = { asked, answer: "seen", why: said.text } as const;
  recordAnswer(parts, turn, false, { ...given, since });
  return await endByAnswer(parts, turn, given, since);
}

async function endByAnswer(
  parts: RunParts,
  turn: Turn,
  { asked, answer, why }: Given,
  since: number,
): Promise<Move> {
  const said = { asked, since, ...(why === undefined ? {} : { why }) };
  if (answer !== "no") return await endByChecks(parts, turn, said);
  const result = resultOf(parts, failure("SAID_NO", { question: asked }).problem);
  return endTurn(parts, turn, false, { state: "failed", result, ...said });
}
