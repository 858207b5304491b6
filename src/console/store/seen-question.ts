/** How long what is asked has to have been on the screen before a key is an answer to it, in milliseconds. */
export const SETTLE_MS = 300;

/**
 * What the operator has seen of what a run asks of them. A key that came before it was on the screen, or before anybody can
 * have read it, was meant for something else; and nobody agrees to what has not been shown.
 */
export class SeenQuestion {
  #what: object | null = null;
  #since = 0;
  #isWhole = false;
  #read: object | null = null;

  /**
   * It is on the screen. Answers whether it was not before.
   *
   * @param what that which is asked, whatever it is; null for nothing
   * @param now on the store's clock, in milliseconds
   */
  paint(what: object | null, now: number): boolean {
    if (this.#what === what) return false;
    this.#what = what;
    this.#since = now;
    this.#isWhole = false;
    return what !== null;
  }

  /** Whether all that is agreed to by it has found room, the last time that it was painted. */
  fit(isWhole: boolean): void {
    this.#isWhole = isWhole;
  }

  /** It was read elsewhere, to its end. */
  read(what: object): void {
    this.#read = what;
  }

  /** Whether a key can be an answer to it by now. */
  isSettled(what: object | null, now: number): boolean {
    return what !== null && this.#what === what && now - this.#since >= SETTLE_MS;
  }

  /** Whether all of it has been shown. */
  isWhole(what: object): boolean {
    return this.#read === what || (this.#what === what && this.#isWhole);
  }
}
