/** What arrives by itself is shown at most this often, in milliseconds. */
const SOON_MS = 40;

/** Tells the view that there is something new to see: of what the operator did at once, of what arrived soon. */
export class Changes {
  readonly #listeners = new Set<() => void>();
  #version = 0;
  #timer: NodeJS.Timeout | null = null;

  readonly version = (): number => this.#version;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  now(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }

  soon(): void {
    this.#timer ??= setTimeout(() => this.now(), SOON_MS);
  }

  /** What is shown otherwise once some time has gone by is painted then. */
  after(ms: number): void {
    setTimeout(() => this.now(), ms).unref();
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#listeners.clear();
  }
}
