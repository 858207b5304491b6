import type { Result, Status } from "#domain/entry.js";
import { type ErrorCode, failure, type ShosekiError } from "#domain/errors.js";

/**
 * What is known of a mutating call that ended in one of these: nobody here knows whether it was done. Every other
 * error means that it was not.
 */
const DOUBTFUL: readonly ErrorCode[] = [
  "CONNECTION_LOST",
  "REPLY_TIMEOUT",
  "REPLY_INVALID",
  "GAVE_UP_WAITING",
  "ANCHOR_COMMAND_UNFINISHED",
  "INTERNAL",
];

/** `UNKNOWN` when the call may have been done, `NG` when it surely was not. */
export function statusOf(error: ShosekiError): Status {
  return DOUBTFUL.includes(error.code) ? "UNKNOWN" : "NG";
}

/**
 * Why a target could not be read before anything was sent for it. An error of a call leaves open whether something was
 * done; here nothing was.
 */
export function unread(error: ShosekiError): ShosekiError {
  const { problem } = error;
  const notSent = (why: string) =>
    failure("NOT_SENT", { cause: `the target could not be read (${why})` }, error);
  switch (problem.code) {
    case "CONNECTION_LOST":
      return notSent(problem.facts.cause);
    case "REPLY_TIMEOUT":
      return notSent(`no reply within ${problem.facts.seconds} s`);
    case "REPLY_INVALID":
      return notSent(problem.facts.problem);
    case "GAVE_UP_WAITING":
      return failure("STOPPED_BY_OPERATOR", {}, error);
    default:
      return error;
  }
}

/**
 * Why the end of a call that the server has taken is not known. An error that says of its own call that nothing was done
 * says nothing of the one before it.
 */
export function unsettled(error: ShosekiError): ShosekiError {
  const { problem } = error;
  switch (problem.code) {
    case "NOT_SENT":
      return failure("CONNECTION_LOST", { cause: problem.facts.cause }, error);
    case "SESSION_ENDED":
      return failure("CONNECTION_LOST", { cause: "the server has ended the session" }, error);
    case "CERTIFICATE_UNTRUSTED":
    case "CERTIFICATE_CHANGED":
      return failure(
        "CONNECTION_LOST",
        { cause: "the server now shows a certificate that is not trusted" },
        error,
      );
    case "SERVER_FAULT": {
      const { fault, message } = problem.facts;
      return failure(
        "REPLY_INVALID",
        { problem: `the task could not be read: ${message} (${fault})` },
        error,
      );
    }
    default:
      return error;
  }
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
