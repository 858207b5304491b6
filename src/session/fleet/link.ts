import type { Entry } from "#domain/entry.js";
import { asShosekiError, type ErrorCode, type ShosekiError } from "#domain/errors.js";
import type { Inventory } from "#inventory/inventory.js";
import type { SessionWatcher } from "#session/life.js";
import type { Reopening } from "#session/open-session.js";
import type { Session } from "#session/session.js";

/** `interrupted`: the session is there, the way to it is not. `ended`: it is over. `closed`: we have left. */
export type LinkState = "connecting" | "open" | "interrupted" | "ended" | "closed";

/** Pauses before a session that the server has ended is opened again by itself, in milliseconds; the last from then on. */
const REOPEN_AFTER_MS = [0, 5_000, 30_000, 120_000, 300_000];

/** A session that lasted so long was a good one: the next one is not held up by those before it, in milliseconds. */
const GOOD_SESSION_MS = 300_000;

/** What a Login may be tried again after, without anybody's asking: a wrong password tried twice locks accounts. */
const WORTH_ANOTHER_LOGIN: readonly ErrorCode[] = [
  "UNREACHABLE",
  "NOT_SENT",
  "CONNECTION_LOST",
  "REPLY_TIMEOUT",
  "NOT_VSPHERE",
];

/** What one endpoint of a console is. */
export interface LinkParts {
  /** How the operator names it: `vc1`. No other of the console has it, and it holds no `:`. */
  readonly name: string;
  /** As entries name it: `vsphere://vc1.example`. */
  readonly endpoint: string;
  /** The login as asked for. */
  readonly user: string;
  /** Whether a session that the server has ended is opened again by itself. */
  readonly relogin: "ask" | "always";
  /** Logs in. Errors: those of `openSession`. */
  logIn(watcher: SessionWatcher, signal: AbortSignal, reopening?: Reopening): Promise<Session>;
  /** Lets go of what was needed to log in. */
  close(): Promise<void>;
}

/** Who is told how a link fares, once it is so. */
export interface LinkWatcher {
  onOpened(link: Link): void;
  onInterrupted(link: Link, error: ShosekiError): void;
  onRestored(link: Link): void;
  /** The session is over. What is to come: nothing, or another Login by itself. */
  onEnded(link: Link, error: ShosekiError): void;
  /** A Login that nobody asked for just now has failed. */
  onRefused(link: Link, error: ShosekiError): void;
  /** Anything that is shown has changed. */
  onChange(): void;
}

/**
 * One endpoint of a console, for as long as the console wants it: the session there, and the one that takes its place when
 * the server has ended it.
 */
export class Link {
  readonly #parts: LinkParts;
  readonly #watcher: LinkWatcher;
  readonly #leaving = new AbortController();
  #session: Session | null = null;
  #state: LinkState = "connecting";
  #error: ShosekiError | null = null;
  #attempts = 0;
  #roundTripMs: number | null = null;
  #openedAt: number | null = null;
  /** How many sessions in a row did not last. */
  #short = 0;
  #timer: NodeJS.Timeout | null = null;
  #logout: Promise<Entry | null> | null = null;
  /** A Login that is on its way. */
  #opening: Promise<void> = Promise.resolve();
  /** The session whose end has been seen to. */
  #buried: Session | null = null;

  constructor(parts: LinkParts, watcher: LinkWatcher) {
    this.#parts = parts;
    this.#watcher = watcher;
  }

  get name(): string {
    return this.#parts.name;
  }

  get endpoint(): string {
    return this.#parts.endpoint;
  }

  /** The login: as asked for at first, as the server reports it once logged in. */
  get user(): string {
    return this.#session?.login.USR.name ?? this.#parts.user;
  }

  /** Whether that is its login, as asked for or as the server reports it. */
  isOf(user: string): boolean {
    return user === this.user || user === this.#parts.user;
  }

  get state(): LinkState {
    return this.#state;
  }

  /** The session that is there or was there last; null before the first. */
  get session(): Session | null {
    return this.#session;
  }

  /** The session, if something can be asked of its server now. */
  get openSession(): Session | null {
    return this.#state === "open" ? this.#session : null;
  }

  /** What was there when the server was heard last; null before the first Login. */
  get inventory(): Inventory | null {
    return this.#session?.lastInventory ?? null;
  }

  /** Why it is interrupted or ended. */
  get error(): ShosekiError | null {
    return this.#error;
  }

  /** How often the way was looked for in vain. */
  get attempts(): number {
    return this.#attempts;
  }

  /** Of the last answer, in milliseconds. */
  get roundTripMs(): number | null {
    return this.#roundTripMs;
  }

  /** How long this session has been, in milliseconds. */
  get ageMs(): number {
    return this.#openedAt === null ? 0 : performance.now() - this.#openedAt;
  }

  /** The first Login. Throws why there is no session. */
  async open(): Promise<void> {
    try {
      await this.#open(this.#logIn());
    } catch (cause) {
      this.#fail(asShosekiError(cause));
      throw cause;
    }
  }

  /**
   * What an operator means by trying again: the way is looked for at once, or another session is opened in the place of
   * one that is over. Throws why there is none.
   */
  async retry(): Promise<void> {
    if (this.#state === "interrupted") this.#session?.hurry();
    else if (this.#state === "ended") await this.#reopen("operator");
  }

  /** Logs out. Answers what says how that went; null when there was nothing to log out of. Throws the journal's errors. */
  async close(): Promise<Entry | null> {
    this.#logout ??= this.#close();
    return await this.#logout;
  }

  async #close(): Promise<Entry | null> {
    this.#leaving.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#turn("closed");
    try {
      // It may get through all the same: then there is a session to log out of.
      await this.#opening;
      const session = this.#session;
      return session === null || this.#buried === session ? null : await session.logout();
    } finally {
      await this.#parts.close();
    }
  }

  async #reopen(consent: Reopening["consent"]): Promise<void> {
    const error = this.#error;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#turn("connecting");
    try {
      await this.#open(this.#logInAgain(error, consent));
    } catch (cause) {
      const refusal = asShosekiError(cause);
      this.#fail(refusal, error);
      if (error?.code === "SESSION_ENDED" && WORTH_ANOTHER_LOGIN.includes(refusal.code)) {
        this.#short += 1;
        this.#reopenLater();
      }
      throw cause;
    }
  }

  async #logInAgain(error: ShosekiError | null, consent: Reopening["consent"]): Promise<void> {
    const old = this.#session;
    if (old !== null && this.#buried !== old) {
      this.#buried = old;
      await old.logout();
      if (this.#state === "closed") return;
    }
    if (old === null || error === null) return await this.#logIn();
    const { login, restraints } = old;
    await this.#logIn({
      after: login.USR.session,
      endedBy: error.code,
      consent,
      readOnly: restraints.readOnly,
    });
  }

  /** Lets whoever closes it know what it has to wait for. */
  async #open(opening: Promise<void>): Promise<void> {
    this.#opening = opening.catch(() => undefined);
    await opening;
  }

  async #logIn(reopening?: Reopening): Promise<void> {
    let over: ShosekiError | null = null;
    let isThere = false;
    const session = await this.#parts.logIn(
      {
        onInterrupted: (error, attempts) => this.#interrupt(error, attempts),
        onRestored: () => this.#restore(),
        onLost: (error) => {
          // What ends before the Login is through is told once it is.
          over = error;
          if (isThere) this.#end(error);
        },
        onRoundTrip: (ms) => {
          this.#roundTripMs = ms;
          this.#watcher.onChange();
        },
      },
      this.#leaving.signal,
      reopening,
    );
    isThere = true;
    this.#session = session;
    this.#buried = null;
    if (this.#state === "closed") return;
    const { isInterrupted } = session;
    if (!isInterrupted) {
      this.#error = null;
      this.#attempts = 0;
    }
    this.#openedAt = performance.now();
    this.#turn(isInterrupted ? "interrupted" : "open");
    this.#watcher.onOpened(this);
    if (over !== null) this.#end(over);
  }

  #interrupt(error: ShosekiError, attempts: number): void {
    this.#error = error;
    this.#attempts = attempts;
    this.#roundTripMs = null;
    if (this.#state !== "open") {
      this.#watcher.onChange();
      return;
    }
    this.#turn("interrupted");
    this.#watcher.onInterrupted(this, error);
  }

  #restore(): void {
    this.#error = null;
    this.#attempts = 0;
    if (this.#state !== "interrupted") return;
    this.#turn("open");
    this.#watcher.onRestored(this);
  }

  #end(error: ShosekiError): void {
    if (this.#state === "closed") return;
    this.#short = this.ageMs < GOOD_SESSION_MS ? this.#short + 1 : 0;
    this.#roundTripMs = null;
    this.#error = error;
    this.#turn("ended");
    this.#watcher.onEnded(this, error);
    if (error.code === "SESSION_ENDED") this.#reopenLater();
  }

  /** Another Login by itself, where the profile says so. */
  #reopenLater(): void {
    if (this.#parts.relogin !== "always" || this.#state === "closed") return;
    const after = REOPEN_AFTER_MS[this.#short] ?? REOPEN_AFTER_MS.at(-1) ?? 0;
    this.#timer = setTimeout(() => {
      if (this.#state !== "ended") return;
      void this.#reopen("profile").catch((cause: unknown) => {
        if (this.#state !== "closed") this.#watcher.onRefused(this, asShosekiError(cause));
      });
    }, after).unref();
  }

  /** @param why what is told to the next Login: why the session before it was over, not why this one did not come about */
  #fail(error: ShosekiError, why: ShosekiError | null = error): void {
    if (this.#state === "closed") return;
    this.#error = why ?? error;
    this.#turn("ended");
  }

  #turn(state: LinkState): void {
    this.#state = state;
    this.#watcher.onChange();
  }
}
