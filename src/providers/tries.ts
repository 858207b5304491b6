/** After the first failure, the second, and so on, in milliseconds; the last for all that follow. */
const PAUSES = [100, 500, 1_000, 2_000, 5_000];

/** How often something has failed in a row, and how long it is left alone before it is tried again. */
export class Tries {
  readonly #pauses = new Set<() => void>();
  #failures = 0;
  #trying = new AbortController();

  /** Since the last success, or since the way to the server was last said to be there. */
  get failures(): number {
    return this.#failures;
  }

  /** Begins a try. Its signal is aborted by `again`. */
  begin(): AbortSignal {
    this.#trying = new AbortController();
    return this.#trying.signal;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  failed(): void {
    this.#failures += 1;
  }

  /** Resolves when it is time to try again: after a pause that `again` cuts short. */
  async due(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, PAUSES[Math.min(this.#failures, PAUSES.length) - 1] ?? 0);
    this.#pauses.add(resolve);
    await promise;
    this.#pauses.delete(resolve);
    clearTimeout(timer);
  }

  /** Failures count anew; what is being tried is given up, and tried again at once. */
  again(): void {
    this.#failures = 0;
    this.#trying.abort();
    for (const resolve of this.#pauses) resolve();
  }
}
