import type { Result, Status } from "#domain/entry.js";
import { type ErrorCode, failure, type ShosekiError } from "#domain/errors.js";

/**
 * What is known of a mutating call that ended in one of these: nobody here knows whether it was done. Every other
 * error means that it was not asked for, was not sent, or that the server says that it failed.
 */
const DOUBTFUL: readonly ErrorCode[] = [
  "CONNECTION_LOST",
  "REPLY_TIMEOUT",
  "REPLY_INVALID",
  "SERVER_UNSURE",
  "GAVE_UP_WAITING",
  "ANCHOR_COMMAND_UNFINISHED",
  "INTERNAL",
];

/** Why the program itself has not made a call, as it found right before it: the provider, or a move that looks once more. */
const REFUSALS: readonly ErrorCode[] = [
  "NOT_ASKED",
  "TARGET_CHANGED",
  "MOVE_IMPOSSIBLE",
  "READ_ONLY",
  "NAME_TAKEN",
  "IS_TEMPLATE",
  "MACHINE_UNREACHABLE",
  "HOST_UNREACHABLE",
  "IN_MAINTENANCE",
];

/** Whether a call that ended so was not made, for a reason of ours. */
function isRefusal(code: ErrorCode): boolean {
  return REFUSALS.includes(code);
}

/**
 * `REFUSED` when the program has not made the call; `UNKNOWN` when nobody knows whether it was done; `NG` when it could not be sent,
 * or the server says that it has failed.
 */
export function statusOf({ code }: ShosekiError): Status {
  if (isRefusal(code)) return "REFUSED";
  return DOUBTFUL.includes(code) ? "UNKNOWN" : "NG";
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
  const fault = "fault" in facts ? facts.fault : undefined;
  return {
    status,
    code: error.code,
    message: explain(error),
    ...(fault === undefined ? {} : { fault }),
  };
}
