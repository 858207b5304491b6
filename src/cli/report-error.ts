import { alarm } from "#cli/alarm.js";
import type { Io, Setting } from "#cli/io.js";
import { asShosekiError, type ErrorCode, type ShosekiError } from "#domain/errors.js";
import { explain } from "#messages/explain.js";
import { point } from "#messages/point.js";

/** What is said of an error: where, in which language, and for whom. */
interface Saying extends Omit<Setting, "io"> {
  readonly io: Pick<Io, "err">;
}

/** What the journal has failed by: the same for all that comes after it. */
const OF_THE_JOURNAL: ReadonlySet<ErrorCode> = new Set([
  "JOURNAL_UNWRITABLE",
  "JOURNAL_FAILED",
  "KEY_ROTATED",
]);

/** Says on standard error what happened, what was not done and what to do next; with `json`, as one object a line. */
export function reportError(
  { io, catalogue, json, journalFaultsSaid }: Saying,
  cause: unknown,
): ShosekiError {
  const error = asShosekiError(cause);
  const { what, notDone, next } = explain(error.problem, catalogue);
  const pointed = point(error.problem);
  const said = alarm(error.problem, catalogue) ?? [`${error.code}: ${what}`, notDone, next];
  if (json) io.err(JSON.stringify({ error: { code: error.code, what, notDone, next } }));
  else io.err([...(pointed === null ? [] : [pointed]), ...said].join("\n"));
  if (OF_THE_JOURNAL.has(error.code)) journalFaultsSaid?.add(error.message);
  return error;
}

/** The same of what nobody has asked for, or what comes at the end anyway: how the journal has failed is not said again. */
export function reportUnlessSaid(saying: Saying, cause: unknown): ShosekiError {
  const error = asShosekiError(cause);
  return saying.journalFaultsSaid?.has(error.message) === true ? error : reportError(saying, error);
}
