/** As many as Readline keeps. */
const MOST = 10;

/** What was killed, to be yanked again. */
export class KillRing {
  readonly #kills: string[] = [];
  #at = 0;

  /** What would be yanked now; null when nothing was killed yet. */
  get current(): string | null {
    return this.#kills[this.#at] ?? null;
  }

  add(text: string): void {
    this.#kills.push(text);
    if (this.#kills.length > MOST) this.#kills.shift();
    this.#at = this.#kills.length - 1;
  }

  /** Puts a kill together with the one just before it, on the side of it that it was killed on. */
  join(text: string, side: "left" | "right"): void {
    const last = this.#kills.pop() ?? "";
    this.add(side === "left" ? text + last : last + text);
  }

  /** Goes to the kill before; from the oldest to the newest. */
  rotate(): void {
    this.#at = (this.#at === 0 ? this.#kills.length : this.#at) - 1;
  }
}
