import { type Problem, ShosekiError } from "#domain/errors.js";

/** The problem that `act` fails with. Fails itself when `act` succeeds, or throws anything else. */
export function problemOf(act: () => unknown): Problem {
  let result: unknown;
  try {
    result = act();
  } catch (error) {
    if (error instanceof ShosekiError) return error.problem;
    throw error;
  }
  throw new Error(`expected a ShosekiError, got ${JSON.stringify(result)}`);
}
