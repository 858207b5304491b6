import { type ErrorCode, ShosekiError } from "#domain/errors.js";

/** The code of what a piece of work throws; null when it throws nothing. What is no error of ours is thrown on. */
export function codeOf(work: () => unknown): ErrorCode | null {
  return thrownBy(work)?.code ?? null;
}

export function thrownBy(work: () => unknown): ShosekiError | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof ShosekiError) return error;
    throw error;
  }
}
