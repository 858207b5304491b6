/** How the server is asked whether it is still there when it says nothing. libvirt's own are 5 s and 5 times. */
export interface KeepaliveOptions {
  readonly intervalMs: number;
  /** Unanswered this often, the connection is given up. */
  readonly count: number;
}

export interface Keeping {
  ping(): void;
  /** @param silentMs how long nothing has come, in milliseconds */
  onDead(silentMs: number): void;
  /** Whether silence here says nothing, as the server may be kept from reading. */
  mayBeSilent(): boolean;
  /** Whether the server answers somebody else: asked where silence here says nothing. Never rejects. */
  answersElsewhere(): Promise<boolean>;
}

/** Anything that comes from the server is a sign of life. */
export class Keepalive {
  readonly #options: KeepaliveOptions;
  readonly #keeping: Keeping;
  #timer: NodeJS.Timeout | undefined;
  /** Intervals without a word; -1 in the one in which the last has come. */
  #silent = -1;
  #unanswered = 0;
  #isAsking = false;

  constructor(options: KeepaliveOptions, keeping: Keeping) {
    this.#options = options;
    this.#keeping = keeping;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#look(), this.#options.intervalMs);
  }

  heard(): void {
    this.#silent = -1;
    this.#unanswered = 0;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    this.#silent += 1;
    if (this.#silent === 0) return;
    if (this.#unanswered < this.#options.count) {
      this.#unanswered += 1;
      // One that cannot read it now does later; and where the other end is gone, its system says so.
      this.#keeping.ping();
    } else if (!this.#keeping.mayBeSilent()) {
      this.#keeping.onDead(this.#options.intervalMs * this.#silent);
    } else if (!this.#isAsking) void this.#askElsewhere();
  }

  async #askElsewhere(): Promise<void> {
    this.#isAsking = true;
    const answers = await this.#keeping.answersElsewhere();
    this.#isAsking = false;
    if (answers) this.#unanswered = 0;
    else if (this.#silent > 0) this.#keeping.onDead(this.#options.intervalMs * this.#silent);
  }
}
