import type { World } from "#providers/simulator/world.js";

/** Resolves as soon as the world is so, which may have changed again then; rejects with the reason of `over`. */
export function until(world: World, holds: () => boolean, over: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (over.aborted) return reject(over.reason);
    if (holds()) return resolve();
    const leave = (): void => {
      unwatch();
      over.removeEventListener("abort", stop);
    };
    const unwatch = world.watch(() => {
      if (!holds()) return;
      leave();
      resolve();
    });
    const stop = (): void => {
      leave();
      reject(over.reason);
    };
    over.addEventListener("abort", stop, { once: true });
  });
}
