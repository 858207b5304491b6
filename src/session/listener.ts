import type { Entry } from "#domain/entry.js";
import type { ShosekiError } from "#domain/errors.js";
import type { Plan } from "#session/plan.js";

/** Who is told how an operation goes. */
export interface Listener {
  /** An entry as it was written, and why it is not OK: null when it is, or when nobody said. */
  report(entry: Entry, error: ShosekiError | null): void;
  /** What is about to be run, before it is. */
  plan?(plan: Plan): void;
  /** The percentage done of one that is under way; null once it is over. */
  progress?(plan: Plan, percent: number | null): void;
}
