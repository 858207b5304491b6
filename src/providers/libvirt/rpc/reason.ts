import { ShosekiError } from "#domain/errors.js";

/** The short reason of an error, without our own wrapping: `connect ECONNREFUSED 127.0.0.1:16509`. */
export function reasonOf(error: unknown): string {
  if (error instanceof ShosekiError) {
    const { problem } = error;
    if (problem.code === "CONNECTION_LOST" || problem.code === "NOT_SENT") return problem.facts.cause;
    return problem.code === "REPLY_INVALID" ? problem.facts.problem : error.message;
  }
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
