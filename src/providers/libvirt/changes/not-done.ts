import { asShosekiError, ShosekiError } from "#domain/errors.js";

/**
 * Why a call was not done, in words: it was not sent, or the server says so, which may have begun before it failed. Null where nobody
 * knows whether it was.
 */
export function notDone(error: unknown): string | null {
  if (!(error instanceof ShosekiError)) return null;
  const { problem } = error;
  if (problem.code === "SERVER_FAULT") return problem.facts.message;
  return problem.code === "NOT_SENT" ? `it was not sent (${problem.facts.cause})` : null;
}

/** What is to be told of an error beside something else: why it was not done, else its code. */
export function said(error: unknown): string {
  return notDone(error) ?? asShosekiError(error).code;
}
