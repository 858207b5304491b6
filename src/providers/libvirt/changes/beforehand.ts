import { failure, ShosekiError } from "#domain/errors.js";
import { refused } from "#providers/libvirt/changes/changing.js";

/**
 * Looks at something before anything is changed: whatever goes wrong on the way, no change has been sent (`NOT_SENT`), and a
 * target that is gone is what the server says of it (`SERVER_FAULT`).
 */
export async function beforehand<T>(look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    throw error instanceof ShosekiError ? unsent(error) : error;
  }
}

function unsent(error: ShosekiError): ShosekiError {
  const { problem } = error;
  switch (problem.code) {
    case "TARGET_UNKNOWN":
      return refused("VIR_ERR_NO_DOMAIN", `there is no ${problem.facts.text} any more`);
    case "CONNECTION_LOST":
      return failure("NOT_SENT", { cause: problem.facts.cause }, error);
    case "REPLY_INVALID":
      return failure("NOT_SENT", { cause: problem.facts.problem }, error);
    case "REPLY_TIMEOUT":
      return failure("NOT_SENT", { cause: `no answer within ${problem.facts.seconds} s` }, error);
    case "GAVE_UP_WAITING":
      return failure("NOT_SENT", { cause: "it was stopped before it was sent" }, error);
    default:
      return error;
  }
}
