import type { OperationName } from "#domain/operation-name.js";
import type { MissingRights, RightsCapability, RightsSubject } from "#providers/rights.js";

/** How long answers are kept, in milliseconds. Others change roles, and nobody tells. */
const KEPT_MS = 5 * 60_000;
const OBJECTS_AT_ONCE = 100;

/** Whoever can be asked: a platform that has no rights to tell of leaves them out. */
interface Askable {
  readonly rights?: RightsCapability | undefined;
}

/**
 * What the login may not do, as far as it was asked. It is a courtesy: what is not known here the server still refuses, and
 * its word is what is recorded.
 */
export class Rights {
  readonly #platform: Askable;
  readonly #now: () => number;
  readonly #missing = new Map<string, MissingRights>();
  readonly #asking = new Set<string>();
  /** When the oldest answer came. */
  #since = 0;
  #rounds = 0;

  /** @param now milliseconds of a clock that nobody sets */
  constructor(platform: Askable, now: () => number = () => performance.now()) {
    this.#platform = platform;
    this.#now = now;
  }

  /** The platform's name of the privilege that the login lacks; null when it may, or when that is not known. */
  lacking(id: string, operation: OperationName): string | null {
    this.#forgetOld();
    return this.#missing.get(id)?.[operation] ?? null;
  }

  /** How often all has been forgotten: another number means that it is time to ask again. */
  get rounds(): number {
    this.#forgetOld();
    return this.#rounds;
  }

  /** Asks about those that are not known yet. Never throws. Answers whether the server has told anything new. */
  async learn(objects: readonly RightsSubject[]): Promise<boolean> {
    const { rights } = this.#platform;
    if (rights === undefined) return false;
    this.#forgetOld();
    const unknown = objects.filter(({ id }) => !this.#missing.has(id) && !this.#asking.has(id));
    for (const { id } of unknown) this.#asking.add(id);
    let told = false;
    try {
      for (let from = 0; from < unknown.length; from += OBJECTS_AT_ONCE) {
        const some = unknown.slice(from, from + OBJECTS_AT_ONCE);
        const answer = await rights.missing(some);
        this.#keep(some, answer);
        told ||= answer.size > 0;
      }
    } catch {
      // The operation says it better, when it comes to that.
    } finally {
      for (const { id } of unknown) this.#asking.delete(id);
    }
    return told;
  }

  /** What the server said nothing of is not asked again either, until all is forgotten. */
  #keep(asked: readonly RightsSubject[], answer: ReadonlyMap<string, MissingRights>): void {
    if (this.#missing.size === 0) this.#since = this.#now();
    for (const { id } of asked) this.#missing.set(id, answer.get(id) ?? {});
  }

  #forgetOld(): void {
    if (this.#missing.size === 0 || this.#now() - this.#since < KEPT_MS) return;
    this.#missing.clear();
    this.#rounds += 1;
  }
}
