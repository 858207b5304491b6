import { type ErrorCode, ShosekiError } from "#domain/errors.js";

const CONNECTION_FAULTS: ReadonlySet<ErrorCode> = new Set(["CONNECTION_LOST", "NOT_SENT", "REPLY_TIMEOUT"]);

/** Whether a call failed for want of a way to the server, which said nothing itself. */
export function isConnectionFault(error: unknown): error is ShosekiError {
  return error instanceof ShosekiError && CONNECTION_FAULTS.has(error.code);
}

/** Whether whoever made a call did not wait for its answer. */
export function isGivenUp(error: unknown): error is ShosekiError {
  return error instanceof ShosekiError && error.code === "GAVE_UP_WAITING";
}
