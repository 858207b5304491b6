/** What is under way, so that whoever ends it all can wait for it. */
export class UnderWay {
  readonly #all = new Set<Promise<unknown>>();

  async track<T>(work: Promise<T>): Promise<T> {
    this.#all.add(work);
    try {
      return await work;
    } finally {
      this.#all.delete(work);
    }
  }

  /** Once nothing is, what has begun meanwhile included. Never throws. */
  async settled(): Promise<void> {
    while (this.#all.size > 0) await Promise.allSettled(this.#all);
  }
}
