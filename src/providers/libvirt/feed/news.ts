import type { DomainHandle } from "#providers/libvirt/rpc/handles.js";

/** Of more machines than this all are looked at. */
const MOST_MACHINES = 1_000;

/** What is to be looked at again. */
export interface Stale {
  /** Those that something was heard of, by their ids. */
  readonly machines: ReadonlyMap<string, DomainHandle>;
  /** Whether all machines are to be looked at: something was heard of more than are kept, or somebody asks for it. */
  readonly isAll: boolean;
  readonly stores: boolean;
}

/** What was heard since it was last looked at: of however many events about the same, one look is enough. */
export class News {
  #machines = new Map<string, DomainHandle>();
  #isAll = false;
  #stores = false;
  #wake: () => void = () => undefined;

  ofMachine(id: string, dom: DomainHandle): void {
    if (this.#machines.size < MOST_MACHINES) this.#machines.set(id, dom);
    else this.#isAll = true;
    this.#wake();
  }

  ofStore(): void {
    this.#stores = true;
    this.#wake();
  }

  /** Everything may be news. */
  ofAll(): void {
    this.#isAll = true;
    this.ofStore();
  }

  /** Ends the wait that stands, news or not. */
  wake(): void {
    this.#wake();
  }

  /** Resolves as soon as there is any, or after so many milliseconds, or at `wake`. */
  async wait(ms: number): Promise<void> {
    if (this.#machines.size > 0 || this.#stores) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    this.#wake = resolve;
    await promise;
    clearTimeout(timer);
  }

  take(): Stale {
    const stale = { machines: this.#machines, isAll: this.#isAll, stores: this.#stores };
    this.#machines = new Map();
    this.#isAll = false;
    this.#stores = false;
    return stale;
  }
}
