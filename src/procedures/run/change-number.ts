import { failure } from "#domain/errors.js";
import type { Procedure } from "#domain/procedure.js";
import { matchesChange } from "#procedures/safe-pattern.js";
import type { Purpose } from "#session/purpose.js";

/** Throws `CHANGE_NUMBER_INVALID` where the procedure wants another change number than there is, or any. */
export function refuseChangeNumber({ change }: Procedure, { ticket }: Purpose): void {
  if (change === null) return;
  const pattern = change.text;
  if (ticket !== undefined && matchesChange(pattern, ticket)) return;
  throw failure("CHANGE_NUMBER_INVALID", { ticket: ticket ?? null, pattern });
}

/** Throws `CHANGE_NUMBER_OTHER`: a run is for the change that it was begun for, and approved for, to its end. */
export function refuseOtherNumber(run: string, begun: Purpose, { ticket }: Purpose): void {
  if (begun.ticket === undefined || ticket === undefined || ticket === begun.ticket) return;
  throw failure("CHANGE_NUMBER_OTHER", { run, ticket, begun: begun.ticket });
}
