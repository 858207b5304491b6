import type { Setting } from "#cli/io.js";
import { asShosekiError, type ShosekiError } from "#domain/errors.js";
import { explain } from "#messages/explain.js";
import { point } from "#messages/point.js";

/** Says on standard error what happened, what was not done and what to do next; with `json`, as one object a line. */
export function reportError({ io, catalogue, json }: Setting, cause: unknown): ShosekiError {
  const error = asShosekiError(cause);
  const { what, notDone, next } = explain(error.problem, catalogue);
  const pointed = point(error.problem);
  if (json) io.err(JSON.stringify({ error: { code: error.code, what, notDone, next } }));
  else io.err([...(pointed === null ? [] : [pointed]), `${error.code}: ${what}`, notDone, next].join("\n"));
  return error;
}
