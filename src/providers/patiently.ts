import { failure } from "#domain/errors.js";

/**
 * The outcome of what is begun, as long as it is waited for: until one of `over` is aborted, whose reason it then rejects with, or
 * with `GAVE_UP_WAITING` when `signal` is. Nothing is begun when one of them is aborted already.
 */
export async function patiently<T>(
  begin: () => Promise<T>,
  over: readonly AbortSignal[],
  signal?: AbortSignal,
): Promise<T> {
  for (const each of over) each.throwIfAborted();
  if (signal?.aborted) throw failure("GAVE_UP_WAITING", {});
  const ended = new AbortController();
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const until = { once: true, signal: ended.signal };
  for (const each of over) each.addEventListener("abort", () => reject(each.reason), until);
  signal?.addEventListener("abort", () => reject(failure("GAVE_UP_WAITING", {})), until);
  // Whoever has stopped waiting still listens, so that a late rejection is nobody's surprise.
  begin().then(resolve, reject);
  try {
    return await promise;
  } finally {
    ended.abort();
  }
}
