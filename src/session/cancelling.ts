import type { ProviderSession } from "#providers/contract.js";
import type { TaskRef } from "#providers/mutation.js";

/** A task under way, and the operator's wish to have it cancelled. */
export interface Cancelling extends Disposable {
  /** Whether the server has been asked. */
  readonly asked: boolean;
}

/**
 * Asks the server once to cancel a task when `stopping` is aborted. What the server makes of that is seen in how the task
 * ends: one that cannot be cancelled goes on, and is waited for.
 */
export function cancelOn(
  stopping: AbortSignal | undefined,
  provider: ProviderSession,
  task: TaskRef | null,
): Cancelling {
  let asked = false;
  const ask = () => {
    if (task === null) return;
    asked = true;
    provider.cancel(task).catch(() => undefined);
  };
  if (stopping?.aborted) ask();
  else stopping?.addEventListener("abort", ask, { once: true });
  return {
    get asked() {
      return asked;
    },
    [Symbol.dispose]: () => stopping?.removeEventListener("abort", ask),
  };
}
