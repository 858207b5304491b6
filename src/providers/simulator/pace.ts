/** How often what is due is done, in milliseconds. */
const TICK_MS = 20;
/** What a process that was held up makes up for, in milliseconds; what was due before that never comes. */
const MOST_BEHIND_MS = 1000;

/** Does something `perSecond` times a second, some at a time, until `stopped` is aborted. It keeps no process alive. */
export function pace(perSecond: number, stopped: AbortSignal, work: () => void): void {
  if (stopped.aborted) return;
  const everyMs = 1000 / perSecond;
  let next = performance.now() + everyMs;
  const timer = setInterval(() => {
    const now = performance.now();
    next = Math.max(next, now - MOST_BEHIND_MS);
    for (; next <= now && !stopped.aborted; next += everyMs) work();
  }, TICK_MS);
  timer.unref();
  stopped.addEventListener("abort", () => clearInterval(timer), { once: true });
}
