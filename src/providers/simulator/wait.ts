/**
 * Lets `ms` milliseconds pass; 0 is one turn of the event loop, so that calls end in the order they were made.
 * Rejects with the reason of `until` when that is aborted first, and leaves no timer behind.
 */
export function wait(ms: number, until: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (until.aborted) return reject(until.reason);
    const done = (): void => {
      until.removeEventListener("abort", stopped);
      resolve();
    };
    const cancel = schedule(ms, done);
    const stopped = (): void => {
      cancel();
      reject(until.reason);
    };
    until.addEventListener("abort", stopped, { once: true });
  });
}

function schedule(ms: number, done: () => void): () => void {
  if (ms === 0) {
    const immediate = setImmediate(done);
    return () => clearImmediate(immediate);
  }
  const timer = setTimeout(done, ms);
  return () => clearTimeout(timer);
}
