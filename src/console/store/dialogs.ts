import type { Dialog } from "#console/prompts/dialog.js";

/** Dialogs, the topmost last: it alone takes keys. */
export class Dialogs {
  readonly #stack: Dialog[] = [];

  get top(): Dialog | null {
    return this.#stack.at(-1) ?? null;
  }

  /** Whether it is open, if others may be over it. */
  has(dialog: Dialog): boolean {
    return this.#stack.includes(dialog);
  }

  /** Whether a secret is typed into one of them. */
  get askSecret(): boolean {
    return this.#stack.some(({ isSecret }) => isSecret === true);
  }

  open(dialog: Dialog): void {
    this.#stack.push(dialog);
  }

  close(dialog: Dialog): void {
    const at = this.#stack.indexOf(dialog);
    if (at >= 0) this.#stack.splice(at, 1);
  }

  closeAll(): void {
    this.#stack.length = 0;
  }
}
