import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Passwords that are to be recognised and no more: none of them can be had from it. */
export class RecognisedPasswords {
  readonly #salt = randomBytes(32);
  readonly #digests: Buffer[] = [];

  constructor(...passwords: readonly string[]) {
    for (const password of passwords) this.add(password);
  }

  add(password: string): void {
    if (!this.has(password)) this.#digests.push(this.#digestOf(password));
  }

  has(text: string): boolean {
    const digest = this.#digestOf(text);
    return this.#digests.some((each) => timingSafeEqual(each, digest));
  }

  #digestOf(text: string): Buffer {
    return createHmac("sha256", this.#salt).update(text).digest();
  }
}
