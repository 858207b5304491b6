/** Where a text that is longer than its window stands. Keys it knows move it; it answers whether it knew the key. */
export class Scroll {
  top = 0;
  #height = 1;
  #length = 0;

  /** The part of the lines that is seen in `height` rows. */
  window(lines: readonly string[], height: number): readonly string[] {
    this.#height = Math.max(1, height);
    this.#length = lines.length;
    this.#clamp();
    return lines.slice(this.top, this.top + this.#height);
  }

  /** `12/40`, null when all is seen. */
  get position(): string | null {
    if (this.#length <= this.#height) return null;
    return `${Math.min(this.top + this.#height, this.#length)}/${this.#length}`;
  }

  /** Whether the last line is seen. */
  get isAtEnd(): boolean {
    return this.top + this.#height >= this.#length;
  }

  press(key: string): boolean {
    const steps: Readonly<Record<string, number>> = {
      up: -1,
      k: -1,
      down: 1,
      j: 1,
      pageup: -this.#height,
      "ctrl+b": -this.#height,
      pagedown: this.#height,
      "ctrl+f": this.#height,
      " ": this.#height,
      home: -this.#length,
      g: -this.#length,
      end: this.#length,
      G: this.#length,
    };
    const step = Object.hasOwn(steps, key) ? steps[key] : undefined;
    if (step === undefined) return false;
    this.top += step;
    this.#clamp();
    return true;
  }

  #clamp(): void {
    this.top = Math.min(Math.max(0, this.top), Math.max(0, this.#length - this.#height));
  }
}
