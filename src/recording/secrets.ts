/** Of a secret, or of its beginning or end, in UTF-16 units: less is in half the words on the screen. */
export const SHORTEST = 4;
/** Of a secret from anywhere in it: so much is masked wherever it stands. */
export const LEAST_PIECE = 6;

/** Texts that must not be in a recording: what logins are opened with, as long as the program has it. */
export class Secrets {
  #texts: readonly string[] = [];
  readonly #pieces = new Map<number, Set<string>>();

  constructor(texts: Iterable<string> = []) {
    for (const text of texts) this.add(text);
  }

  /** One that is too short to tell from anything else is not looked for. */
  add(text: string | null): void {
    if (text === null || text.length < SHORTEST || this.#texts.includes(text)) return;
    this.#texts = [...this.#texts, text];
    const length = Math.min(LEAST_PIECE, text.length);
    const pieces = this.#pieces.get(length) ?? new Set();
    for (let at = 0; at + length <= text.length; at += 1) pieces.add(text.slice(at, at + length));
    this.#pieces.set(length, pieces);
  }

  /** Another array once there is another one. */
  get texts(): readonly string[] {
    return this.#texts;
  }

  /** All pieces of `LEAST_PIECE`, or of as much as a secret has, by their length. */
  get pieces(): ReadonlyMap<number, ReadonlySet<string>> {
    return this.#pieces;
  }
}
