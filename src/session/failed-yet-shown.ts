import { isDeepStrictEqual } from "node:util";
import { failure, type ShosekiError } from "#domain/errors.js";
import { isHalfDone } from "#domain/half-done.js";
import type { Prepared, Seen } from "#operations/operation.js";

/**
 * What to tell of a call that the server says has failed, where its target shows what was asked all the same, and did not before:
 * libvirt gives a running machine more processors, fails to save its configuration, and says that it has failed. What we say ourselves
 * was done by half says that already.
 */
export function unlessShown(
  error: ShosekiError,
  name: string,
  { before, wanted }: Pick<Prepared, "before" | "wanted">,
  seen: Seen | null,
): ShosekiError {
  const { problem } = error;
  if (problem.code !== "SERVER_FAULT" && problem.code !== "TASK_FAILED") return error;
  if (isHalfDone(problem.facts.fault)) return error;
  // A reboot leaves nothing to be seen: what has changed meanwhile is not its doing.
  if (isDeepStrictEqual(wanted, before)) return error;
  if (seen === null || !seen.shown || isDeepStrictEqual(seen.after, before)) return error;
  return failure("FAILED_YET_SHOWN", { name, ...problem.facts }, error);
}
