/** A key that comes again within this is held, in milliseconds: keyboards repeat some 30 times a second, nobody presses so fast. */
const REPEATS_MS = 150;

/** Whether the key that came last was pressed, or only held since it was: a terminal does not tell the one from the other. */
export class HeldKey {
  #key = "";
  #at = Number.NEGATIVE_INFINITY;
  isHeld = false;

  /** @param now on the store's clock, in milliseconds */
  press(key: string, now: number): void {
    this.isHeld = key === this.#key && now - this.#at < REPEATS_MS;
    this.#key = key;
    this.#at = now;
  }
}
