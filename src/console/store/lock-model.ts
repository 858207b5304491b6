import { LineEditor } from "#console/line/line-editor.js";

/** Whether the console hides what it shows, and what has been typed to have it back. */
export class LockModel {
  #editor = new LineEditor();
  /** Since when, `Date.now()`; null while it is not locked. */
  since: number | null = null;
  /** Whether there is a password to be asked for: a simulator has none, nor has libvirt. */
  guarded = true;
  /** Until when, `performance.now()`, nothing more is tried: something wrong was typed. */
  heldUntil = 0;
  wrong = 0;
  checking = false;

  /** Another one each time: what the one before has killed, the next one at the keys would yank. */
  get editor(): LineEditor {
    return this.#editor;
  }

  get isLocked(): boolean {
    return this.since !== null;
  }

  lock(guarded: boolean): void {
    this.since = Date.now();
    this.guarded = guarded;
    this.wrong = 0;
    this.heldUntil = 0;
    this.#editor = new LineEditor();
  }

  unlock(): void {
    this.since = null;
    this.#editor = new LineEditor();
  }
}
