import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** The password of the last Login that succeeded, to be recognised and no more. */
export class ProvenPassword {
  readonly #salt = randomBytes(32);
  #digest: Buffer | null = null;

  is(password: string): void {
    this.#digest = this.#digestOf(password);
  }

  /** False before any Login. */
  isIt(text: string): boolean {
    return this.#digest !== null && timingSafeEqual(this.#digest, this.#digestOf(text));
  }

  #digestOf(text: string): Buffer {
    return createHmac("sha256", this.#salt).update(text).digest();
  }
}
