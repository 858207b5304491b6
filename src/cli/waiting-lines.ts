/** Lines that wait while something else has the screen: written now, they would be drawn over and lost. */
export class WaitingLines {
  readonly #write: (text: string) => void;
  #held: string[] | null = null;

  /** @param write puts whole lines where they are read */
  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /** At once; from `hold` on, once they are let through. */
  readonly say = (text: string): void => {
    if (this.#held === null) this.#write(text);
    else this.#held.push(text);
  };

  hold(): void {
    this.#held ??= [];
  }

  letThrough(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const text of held) this.#write(text);
  }
}
