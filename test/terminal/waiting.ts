type Outcome = "held" | "late" | "ended";

interface Waiter {
  readonly holds: () => boolean;
  readonly settle: (outcome: Outcome) => void;
  readonly fail: (error: unknown) => void;
}

/** Waits for things that can only change when something is drawn: they are looked at then, and never in between. */
export class Waiting {
  /** In milliseconds. */
  readonly patience: number;
  readonly #waiters = new Set<Waiter>();
  #ended = false;

  constructor(patience: number) {
    this.patience = patience;
  }

  /** Looks at once, and then whenever something was drawn. Rejects with what `holds` throws. */
  async until(holds: () => boolean): Promise<Outcome> {
    if (holds()) return "held";
    if (this.#ended) return "ended";
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
    const waiter = { holds, settle: resolve, fail: reject };
    this.#waiters.add(waiter);
    const late = setTimeout(resolve, this.patience, "late");
    try {
      return await promise;
    } finally {
      clearTimeout(late);
      this.#waiters.delete(waiter);
    }
  }

  /** Something was drawn. */
  look(): void {
    for (const { holds, settle, fail } of this.#waiters) {
      try {
        if (holds()) settle("held");
      } catch (error) {
        fail(error);
      }
    }
  }

  /** Nothing more will be drawn. */
  end(): void {
    this.#ended = true;
    this.look();
    for (const { settle } of this.#waiters) settle("ended");
  }
}
