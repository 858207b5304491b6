import { sayInPassing } from "#console/actions/say.js";
import type { Console } from "#console/console.js";
import { operatorsConsole } from "#console/operators-console.js";
import { elapsedSince, thisMoment } from "#session/elapsed.js";

/** How often it is looked whether nobody has done anything, in milliseconds. */
const LOOK_MS = 1_000;
/** How long nothing more is tried after a wrong password, in milliseconds: twice as long each time. */
const HOLD_MS = 1_000;
const LONGEST_HOLD_MS = 60_000;

/** Hides the console when nobody has done anything for a while, or at once; and asks for a password to show it again. */
export class Locking {
  readonly #console: Console;
  readonly #passwordCheck: () => ((text: string) => Promise<boolean>) | null;
  readonly #timer: NodeJS.Timeout;
  /** What opened it when it was locked: a login that goes meanwhile does not leave it open to all. */
  #check: ((text: string) => Promise<boolean>) | null = null;
  #touched = thisMoment();
  #justUnlocked = false;

  /** @param passwordCheck whether a text is a password that opens it; null where there is none to know */
  constructor(console: Console, passwordCheck: () => ((text: string) => Promise<boolean>) | null) {
    this.#console = console;
    this.#passwordCheck = passwordCheck;
    this.#timer = setInterval(() => this.look(), LOOK_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /**
   * The operator is there. Where nobody was for too long, it is locked first: no clock is looked at while a machine sleeps.
   * Answers whether the key is spent by that: it was meant for what is hidden now; or by the unlocking, as an Enter too many
   * would agree to what nobody has read yet.
   */
  touch(key: string): boolean {
    const { lock } = this.#console.store;
    const wasLocked = lock.isLocked;
    this.look();
    this.#touched = thisMoment();
    const isOneTooMany = this.#justUnlocked && key === "enter";
    this.#justUnlocked = false;
    return isOneTooMany || (lock.isLocked && !wasLocked);
  }

  /** Locks where nobody has done anything for too long. */
  look(): void {
    const { store } = this.#console;
    const { lockAfterMs } = store.endpoints;
    if (lockAfterMs !== null && elapsedSince(this.#touched) >= lockAfterMs) this.lock("idle");
    if (store.lock.isLocked && store.lock.heldUntil > 0) store.changes.soon();
  }

  /** What is shown is hidden whatever becomes of its entry. */
  lock(by: "idle" | "operator"): void {
    const { store } = this.#console;
    if (store.lock.isLocked || store.leaving) return;
    this.#check = this.#passwordCheck();
    store.lock.lock(this.#check !== null);
    this.#record("LockConsole", { locked: false }, { locked: true, by }, null);
    store.changes.now();
  }

  /** While it is locked every key is for the password. */
  press(key: string, text: string): void {
    const { lock } = this.#console.store;
    if (key === "enter") void this.#try();
    else if (key === "esc" || key === "ctrl+c" || key === "ctrl+u") lock.editor.set("");
    else if (!lock.editor.press(key)) lock.editor.insert(text);
  }

  paste(text: string): void {
    this.#console.store.lock.editor.insert(text);
  }

  async #try(): Promise<void> {
    const { store } = this.#console;
    const { lock } = store;
    if (lock.checking || performance.now() < lock.heldUntil) return;
    const typed = lock.editor.text;
    lock.editor.set("");
    const check = this.#passwordCheck() ?? this.#check;
    // An Enter by a slip is no attempt.
    if (check !== null && typed === "") return;
    lock.checking = true;
    const right = check === null || (await check(typed).catch(() => false));
    lock.checking = false;
    if (right) {
      // Nobody reads what is not recorded to be shown.
      if (!this.#record("UnlockConsole", { locked: true }, { locked: false }, null)) return;
      lock.unlock();
      this.#touched = thisMoment();
      this.#justUnlocked = true;
    } else {
      lock.wrong += 1;
      lock.heldUntil = performance.now() + Math.min(LONGEST_HOLD_MS, HOLD_MS * 2 ** (lock.wrong - 1));
      this.#record("UnlockConsole", { locked: true }, { locked: true }, "PASSWORD_WRONG");
    }
    store.changes.now();
  }

  /** False when it could not be written, which is said; true where the journal takes nothing anyway. */
  #record(
    OPR: "LockConsole" | "UnlockConsole",
    before: Readonly<Record<string, boolean>>,
    after: Readonly<Record<string, boolean | string>>,
    code: string | null,
  ): boolean {
    const { store } = this.#console;
    const session = store.endpoints.fleet.links.find((link) => link.session !== null)?.session ?? null;
    if (session === null || store.journal.failed) return true;
    const result =
      code === null
        ? ({ status: "OK" } as const)
        : { status: "NG" as const, code, message: "The password was not right." };
    try {
      session.event({ OPR, target: operatorsConsole(session), before, after, result });
      return true;
    } catch (cause) {
      sayInPassing(this.#console, cause);
      return store.journal.failed;
    }
  }
}
