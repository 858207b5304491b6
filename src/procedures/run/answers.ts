import { failure } from "#domain/errors.js";
import type { AnswerFacts } from "#domain/run.js";
import { recordTurn } from "#procedures/run/moves.js";
import type { RunParts } from "#procedures/run/parts.js";
import type { Turn } from "#procedures/run/turns.js";

/** What an operator has answered a step, or has seen, and to what. */
export interface Given extends AnswerFacts {
  /** What was seen, in the operator's words. */
  readonly why?: string;
}

/** Writes down what was answered as soon as it is: what is done by hand was done, whatever comes after. */
export function recordAnswer(
  parts: RunParts,
  turn: Turn,
  undoing: boolean,
  { asked, answer, why, since }: Given & { readonly since: number },
): void {
  recordTurn(parts, turn, undoing, { OPR: "Answer", after: { asked, answer }, why, since });
}

/** What was answered before, and has not led to an end yet: nobody is asked again. Null where nothing was. */
export function answered({ record }: RunParts, { key }: Turn, undoing: boolean): Given | null {
  const { answered: entry } = undoing ? record.undoing(key) : record.turn(key);
  if (entry === null) return null;
  const { asked, answer } = entry.AFT ?? {};
  if (typeof asked !== "string" || !isAnswer(answer))
    throw failure("RUN_UNREADABLE", { run: record.id, cause: "an answer does not say enough" });
  return { asked, answer, ...(entry.why === undefined ? {} : { why: entry.why }) };
}

function isAnswer(value: unknown): value is Given["answer"] {
  return value === "seen" || value === "yes" || value === "no";
}
