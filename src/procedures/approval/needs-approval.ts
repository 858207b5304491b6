import type { Procedure } from "#domain/procedure.js";
import { allSteps } from "#procedures/all-parts.js";

/** Whether a second person is asked for anything of a procedure, in a loop or outside of one. */
export function needsApproval(procedure: Procedure): boolean {
  return procedure.approval !== null || allSteps(procedure).some(({ part }) => part.kind === "approve");
}
