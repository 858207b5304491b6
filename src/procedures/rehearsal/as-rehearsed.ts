import type { Procedure, Step } from "#domain/procedure.js";
import type { RehearsalWarning } from "#domain/rehearsal.js";
import { allSteps } from "#procedures/all-parts.js";
import type { Purpose } from "#session/purpose.js";

/** A procedure as it is rehearsed, and what is taken for granted in that. */
export interface AsRehearsed {
  readonly procedure: Procedure;
  readonly assumed: readonly RehearsalWarning[];
}

/**
 * A procedure without what needs other people: nobody is asked to approve what is not done, and a change number may not have
 * been given yet. The runner that carries it out knows no way round an approval: there is none to get round.
 */
export function asRehearsed(procedure: Procedure, { ticket }: Purpose): AsRehearsed {
  const { approval, change, steps } = procedure;
  const approving = allSteps(procedure).flatMap(({ part }) => (part.kind === "approve" ? [part.of] : []));
  const isUnnumbered = change !== null && ticket === undefined;
  const assumed: readonly RehearsalWarning[] = [
    ...[...(approval === null ? [] : [null]), ...approving].map(
      (step) => ({ kind: "APPROVAL_ASSUMED", step }) as const,
    ),
    ...(isUnnumbered ? [{ kind: "NO_CHANGE_NUMBER", pattern: change.text } as const] : []),
  ];
  const rehearsed = {
    ...procedure,
    approval: null,
    change: isUnnumbered ? null : change,
    steps: steps.map((step) =>
      step.kind === "for-each" ? { ...step, steps: step.steps.map(agreedTo) } : agreedTo(step),
    ),
  };
  return { procedure: rehearsed, assumed };
}

function agreedTo(step: Step): Step {
  if (step.kind !== "approve") return step;
  const { of, validForMs: _, ...rest } = step;
  return { ...rest, kind: "confirm", question: { text: of, at: step.at }, after: [] };
}
