import { failure } from "#domain/errors.js";

/**
 * The outcome of `reply`, as long as it is waited for: until one of `over` is aborted, whose reason it then rejects with, or with
 * `GAVE_UP_WAITING` when `signal` is.
 */
export async function patiently<T>(
  reply: Promise<T>,
  over: readonly AbortSignal[],
  signal?: AbortSignal,
): Promise<T> {
  if (signal === undefined) return await unless(reply, over);
  try {
    return await unless(reply, [...over, signal]);
  } catch (error) {
    throw signal.aborted && error === signal.reason ? failure("GAVE_UP_WAITING", {}, error) : error;
  }
}

/** The outcome of `reply`, unless one of the signals is aborted first: then rejects with that signal's reason. */
export function unless<T>(reply: Promise<T>, signals: readonly AbortSignal[]): Promise<T> {
  const aborted = signals.find((signal) => signal.aborted);
  return new Promise<T>((resolve, reject) => {
    const watches = signals.map((signal) => {
      const stop = (): void => reject(signal.reason);
      signal.addEventListener("abort", stop, { once: true });
      return () => signal.removeEventListener("abort", stop);
    });
    // Whoever has stopped waiting still listens, so that a late rejection is nobody's surprise.
    reply.then(resolve, reject).finally(() => {
      for (const unwatch of watches) unwatch();
    });
    if (aborted !== undefined) reject(aborted.reason);
  });
}
