import type { TargetExpression } from "#domain/command.js";

/** With more wildcards than this a pattern may take very long over a long name that it does not match. */
const MOST_WILDCARDS = 4;

/** Whether a target is a pattern that nobody would write, and that could take very long. */
export function isCostlyGlob(expression: TargetExpression): boolean {
  if (expression.by === "id" || !expression.glob) return false;
  return (expression.pattern.replaceAll(/\\./gsu, "").match(/\*+/gu) ?? []).length > MOST_WILDCARDS;
}
