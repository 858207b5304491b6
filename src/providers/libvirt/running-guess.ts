/**
 * Which machines ran when they were last read or changed. By it is chosen what is asked of a machine, so that all of it comes in
 * one round trip and nothing is asked that the machine cannot have. A guess and no fact: what it is wrong about is asked then.
 */
export class RunningGuess {
  readonly #ran = new Map<string, boolean>();

  /** Null where nobody has looked yet. */
  of(id: string): boolean | null {
    return this.#ran.get(id) ?? null;
  }

  note(id: string, runs: boolean): void {
    this.#ran.set(id, runs);
  }
}
