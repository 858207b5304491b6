import type { Step } from "#domain/procedure.js";
import type { RunParts } from "#procedures/run/parts.js";
import { type Planned, planLine } from "#procedures/run/planning.js";
import { standingOf } from "#procedures/run/standing.js";
import type { Turn } from "#procedures/run/turns.js";

type RunStep = Extract<Step, { readonly kind: "run" }>;

/** What a line comes to whose target is a list in which there is nothing: there is nothing to plan. */
export const FOR_NOTHING = "";

/**
 * Plans what of a step is left: what is approved beforehand, and what is then run, are planned by this one. Errors: those
 * of its line.
 */
export async function planStep(parts: RunParts, turn: Turn, step: RunStep): Promise<Planned> {
  const standing = standingOf(parts.record.turn(turn.key));
  if (standing.kind === "left") return await planLine(parts, standing.line, standing.targets);
  return await planLine(parts, parts.reader.line(step.line, turn), null);
}

/** The line of a step as it was begun, where that binds; else as it would be now. */
export function lineNow(parts: RunParts, turn: Turn, step: RunStep): string {
  const was = parts.record.turn(turn.key);
  const { line } = was.begun?.AFT ?? {};
  return standingOf(was).kind !== "open" && typeof line === "string"
    ? line
    : parts.reader.line(step.line, turn);
}
