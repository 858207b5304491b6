import type { Check, Loop, Procedure, Step, Written } from "#domain/procedure.js";

/** A step, and the loop that it is in. */
export interface Placed<T> {
  readonly loop: Loop | null;
  readonly part: T;
}

/** All steps that are no loops, in the file's order. */
export function allSteps({ steps }: Procedure): readonly Placed<Step>[] {
  return steps.flatMap((step): readonly Placed<Step>[] =>
    step.kind === "for-each"
      ? step.steps.map((part) => ({ loop: step, part }))
      : [{ loop: null, part: step }],
  );
}

/** All command lines of a step: what it runs, and what undoes that. */
export function linesOf(step: Step): readonly Written[] {
  return [
    ...(step.kind === "run" ? [step.line] : []),
    ...(step.undo?.kind === "run" ? [step.undo.line] : []),
  ];
}

/** All that a step asserts. */
export function checksOf(step: Step): readonly Check[] {
  return [...step.before, ...(step.kind === "check" ? [step.check] : []), ...step.after];
}

/** All texts of a step that people read, beside its title. */
export function textsOf(step: Step): readonly Written[] {
  const { undo } = step;
  return [
    ...(step.kind === "confirm" ? [step.question] : []),
    ...(step.kind === "manual" ? [step.instructions] : []),
    ...(undo?.kind === "manual" ? [undo.instructions] : []),
    ...(undo?.kind === "none" ? [undo.why] : []),
  ];
}
