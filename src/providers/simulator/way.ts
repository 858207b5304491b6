/** Who has something of its own on the way. */
interface WayUser {
  /** Told each time that it is found to be cut. */
  gone(): void;
  back(): void;
}

/** The network between one console and a server. While it is cut nothing gets through, and nothing that is on it is lost. */
export class Way {
  readonly #users = new Set<WayUser>();
  #back: PromiseWithResolvers<void> | null = null;

  get isCut(): boolean {
    return this.#back !== null;
  }

  cut(): void {
    this.#back ??= Promise.withResolvers();
    for (const user of this.#users) user.gone();
  }

  restore(): void {
    const back = this.#back;
    if (back === null) return;
    this.#back = null;
    for (const user of this.#users) user.back();
    back.resolve();
  }

  /** Resolves when something gets through: at once where it is not cut. */
  async open(): Promise<void> {
    while (this.#back !== null) await this.#back.promise;
  }

  /** Answers what ends the use. */
  use(user: WayUser): () => void {
    this.#users.add(user);
    return () => this.#users.delete(user);
  }
}
