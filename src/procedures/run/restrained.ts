import { failure, type Problem, ShosekiError } from "#domain/errors.js";
import type { Purpose } from "#session/purpose.js";
import { purposeMissing } from "#session/restraints.js";
import type { Session } from "#session/session.js";

/** Throws `PURPOSE_MISSING` where the session wants a reason or a change number that there is not: nothing could be changed. */
export function refusePurpose({ restraints }: Session, purpose: Purpose): void {
  const missing = purposeMissing(restraints.demands, purpose);
  if (missing !== null) throw new ShosekiError(missing);
}

/**
 * Why nothing can be changed in a session, whatever it is; null where something can. That is no fault of the step whose turn
 * it is: the run waits until it is otherwise.
 */
export function restrained({ restraints }: Session, purpose: Purpose): Problem | null {
  const { readOnly: by, demands } = restraints;
  return by === null ? purposeMissing(demands, purpose) : failure("READ_ONLY", { by }).problem;
}
