import type { Facts } from "#domain/entry.js";
import type { Problem } from "#domain/errors.js";
import { refuse } from "#operations/checks.js";

/**
 * Why an undo must not be run: the first thing in which its target is not as the entry has left it. Null when it still is.
 * What is expected and not read counts as another value.
 *
 * @param expects of `undoOf`
 * @param before BEF of the undoing operation, as it has just been read
 */
export function asLeft(expects: Facts, before: Facts): Problem | null {
  const name = String(before.name ?? expects.name ?? "");
  for (const [what, left] of Object.entries(expects)) {
    const now = before[what] ?? null;
    if (now !== left) return refuse("TARGET_NOT_AS_LEFT", { name, what, left, now });
  }
  return null;
}
