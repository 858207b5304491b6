/** Rung whenever something was heard of a machine, or all may have changed: whoever waits for one to change looks again. */
export class Bell {
  readonly #listeners = new Set<(id: string | null) => void>();

  /** @param id null for all of them */
  ring(id: string | null): void {
    for (const listener of [...this.#listeners]) listener(id);
  }

  /** Resolves when it is rung for this machine, or after so many milliseconds; rejects with the reason of `until`. */
  async wait(id: string, ms: number, until: AbortSignal): Promise<void> {
    until.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const listener = (rung: string | null) => {
      if (rung === null || rung === id) resolve();
    };
    const stop = () => reject(until.reason);
    const timer = setTimeout(resolve, ms);
    until.addEventListener("abort", stop, { once: true });
    this.#listeners.add(listener);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      until.removeEventListener("abort", stop);
      this.#listeners.delete(listener);
    }
  }
}
