/** What a look at what is known comes to: the answer, or what the answer is if nothing better comes in time; or nothing. */
export type Finding<T> =
  | { readonly value: T }
  | { readonly otherwise: () => T; readonly withinMs: number }
  | null;

/** A wait, whatever it is for. */
export interface Waiter {
  /** Ids of what it watches. */
  readonly ids: readonly string[];
  look(): void;
  fail(error: Error): void;
}

/** One wait for something to be pushed. It looks each time that anything was, and settles once. */
export class Waiting<T> implements Waiter {
  readonly ids: readonly string[];
  readonly result: Promise<T>;
  readonly #look: () => Finding<T>;
  readonly #resolve: (value: T) => void;
  readonly #reject: (error: unknown) => void;
  #late: NodeJS.Timeout | null = null;

  constructor(ids: readonly string[], look: () => Finding<T>) {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    this.ids = ids;
    this.result = promise;
    this.#look = look;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Looks again. What cannot be read fails this wait, and no other. */
  look(): void {
    this.#attempt(() => {
      const finding = this.#look();
      if (finding === null) return;
      if ("value" in finding) this.#resolve(finding.value);
      else
        this.#late ??= setTimeout(
          () => this.#attempt(() => this.#resolve(finding.otherwise())),
          finding.withinMs,
        );
    });
  }

  fail(error: Error): void {
    this.#reject(error);
  }

  stop(): void {
    if (this.#late !== null) clearTimeout(this.#late);
  }

  #attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#reject(error);
    }
  }
}
