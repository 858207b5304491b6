import type { Result, Status } from "#domain/entry.js";
import type { ErrorCode, ShosekiError } from "#domain/errors.js";

/**
 * What is known of a mutating call that ended in one of these: nobody here knows whether it was done. Every other
 * error means that it was not.
 */
const DOUBTFUL: readonly ErrorCode[] = [
  "CONNECTION_LOST",
  "REPLY_TIMEOUT",
  "REPLY_INVALID",
  "GAVE_UP_WAITING",
  "INTERNAL",
];

/** `UNKNOWN` when the call may have been done, `NG` when it surely was not. */
export function statusOf(error: ShosekiError): Status {
  return DOUBTFUL.includes(error.code) ? "UNKNOWN" : "NG";
}

/** An error as an entry records it: its code, its explanation in English, and the hypervisor's name for the fault. */
export function resultOf(
  status: Status,
  error: ShosekiError,
  explain: (error: ShosekiError) => string,
): Result {
  const { facts } = error.problem;
  return {
    status,
    code: error.code,
    message: explain(error),
    ...("fault" in facts ? { fault: facts.fault } : {}),
  };
}
