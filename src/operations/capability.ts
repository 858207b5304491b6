import { failure } from "#domain/errors.js";

/** A capability that a plan has found to be there. Throws `NOT_SUPPORTED` when it is not. */
export function capable<T>(capability: T | undefined, operation: string, platform: string): T {
  if (capability === undefined) throw failure("NOT_SUPPORTED", { operation, platform });
  return capability;
}
