import type { Entry } from "#domain/entry.js";
import { asShosekiError, failure, type ShosekiError } from "#domain/errors.js";
import type { Inventory } from "#inventory/inventory.js";
import type { ProviderSession } from "#providers/contract.js";
import type { Pong } from "#providers/login-facts.js";
import { resultOf, unsettled } from "#session/certainty.js";
import { elapsedSince, type Moment, shiftSince, thisMoment } from "#session/elapsed.js";
import { AWAY, CADENCE, type Cadence, Pulse } from "#session/pulse.js";
import type { SessionEvent, Trail } from "#session/trail.js";

/** What a clock may be off by its comparing alone, in milliseconds. */
const CLOCK_NOISE_MS = 50;

/**
 * How long a feed that fails on a way that is there is left to its own pauses, in milliseconds: to have it ask anew renews
 * every connection.
 */
const RESUME_AGAIN_MS = 30_000;

/** Who is told how a session fares. */
export interface SessionWatcher {
  /** The way to the server is gone: told of each attempt to find it. */
  onInterrupted?(error: ShosekiError, attempts: number): void;
  onRestored?(): void;
  /** It is over, without a Logout of ours. */
  onLost?(error: ShosekiError): void;
  onRoundTrip?(ms: number): void;
}

export interface LifeParts {
  readonly provider: ProviderSession;
  readonly trail: Trail;
  readonly explain: (error: ShosekiError) => string;
  readonly cadence?: Cadence | undefined;
  /** How long the way to the server may be gone until the session is given up, in milliseconds; for ever, where this is not said. */
  readonly patienceMs?: number | undefined;
  /** Told of what could not be recorded. */
  readonly onProblem: (error: ShosekiError) => void;
  /** To be done each time that the way to the server has been found again. */
  readonly onRestored: () => void;
}

/**
 * Whether a session is alive: the feed and the pulse say so. What becomes of it is recorded as it is noticed: the way to
 * the server gone and found again, the session ended.
 */
export class SessionLife {
  readonly #parts: LifeParts;
  readonly #pulse: Pulse;
  #watcher: SessionWatcher = {};
  #lost: ShosekiError | null = null;
  #interrupted: Moment | null = null;
  /** Whether the feed has said that the way is gone, and has not been told to ask anew. */
  #feedIsStuck = false;
  /** When everything that stands on old connections was last asked anew, by `performance.now()`. */
  #resumed = Number.NEGATIVE_INFINITY;
  #leaving = false;
  /** When the server's clock was compared with ours. */
  #compared = thisMoment();
  #ending: Entry | null = null;

  constructor(parts: LifeParts) {
    const { provider, trail, cadence } = parts;
    this.#parts = parts;
    trail.clockOffsetMs = provider.login.clockOffsetMs;
    this.#pulse = new Pulse(
      (signal) => provider.ping(signal),
      {
        onAnswer: (ms, pong) => this.#onAnswer(ms, pong),
        onInterrupted: (error, attempts) => this.#interrupt(error, attempts),
        onRestored: () => this.#restore(),
        onOver: (error) => this.#lose(error),
      },
      cadence,
    );
  }

  /** Why it is no session any more; null while it is one. */
  get lost(): ShosekiError | null {
    return this.#lost;
  }

  /** Whether the way to the server is gone, and looked for. */
  get isInterrupted(): boolean {
    return this.#interrupted !== null;
  }

  /** Why nothing can be asked of the server now; null when it can. */
  get unavailable(): ShosekiError | null {
    if (this.#lost !== null) return this.#lost;
    if (this.#leaving) return failure("STOPPED_BY_OPERATOR", {});
    return this.isInterrupted ? failure("INTERRUPTED", { endpoint: this.#parts.trail.endpoint }) : null;
  }

  /** The entry that says that the server has ended it; null otherwise. */
  get ending(): Entry | null {
    return this.#ending;
  }

  /** Reads the inventory, keeps it live, and asks the server again and again whether it is there. */
  async begin(inventory: Inventory, watcher: SessionWatcher): Promise<void> {
    this.#watcher = watcher;
    await this.#parts.provider.feed.start({
      onUpdates: (updates) => inventory.apply(updates),
      onInterrupted: () => {
        this.#feedIsStuck = true;
        // Once that is known, the pulse looks for the way in its own time.
        if (this.#interrupted === null) this.#pulse.hurry();
      },
      onLost: (error) => this.#lose(asShosekiError(error)),
    });
    if (this.#lost === null) this.#pulse.begin();
  }

  /**
   * Resolves when the feed has told of all that was so when this was called. Throws why it cannot be told: `INTERRUPTED` where
   * nobody answers, or the feed does not come so far in time.
   *
   * @param signal aborted: no longer waited for (`GAVE_UP_WAITING`)
   */
  async caughtUp(signal?: AbortSignal): Promise<void> {
    const { provider, trail, cadence = CADENCE } = this.#parts;
    if (this.unavailable !== null) throw this.unavailable;
    const late = AbortSignal.timeout(cadence.caughtUpMs);
    try {
      await provider.feed.caughtUp(signal === undefined ? late : AbortSignal.any([late, signal]));
    } catch (cause) {
      const error = asShosekiError(cause);
      if (signal?.aborted) throw error;
      if (this.unavailable !== null) throw this.unavailable;
      throw AWAY.includes(error.code) ? failure("INTERRUPTED", { endpoint: trail.endpoint }, error) : error;
    }
  }

  /** What the server says from now on is the answer to our Logout. */
  leave(): void {
    this.#leaving = true;
    this.#pulse.stop();
  }

  /** Looks for the server at once. */
  hurry(): void {
    this.#pulse.hurry();
  }

  /**
   * Where our clock was set or the machine has slept, recovery would look for a call at another time than it was made. What
   * is about to be done does not wait for it longer than a pulse would.
   *
   * @param signal aborted: it is not waited for
   */
  async compareClocks(signal?: AbortSignal): Promise<void> {
    if (Math.abs(shiftSince(this.#compared)) <= CLOCK_NOISE_MS) return;
    const { provider, cadence = CADENCE } = this.#parts;
    const late = AbortSignal.timeout(cadence.answerMs);
    const begun = performance.now();
    await provider.ping(signal === undefined ? late : AbortSignal.any([late, signal])).then(
      (pong) => this.#onAnswer(performance.now() - begun, pong),
      () => undefined,
    );
  }

  #onAnswer(roundTripMs: number, { clockOffsetMs }: Pong): void {
    const { trail } = this.#parts;
    const known = trail.clockOffsetMs ?? 0;
    // A slow answer compares worse than what is known already.
    const noiseMs = roundTripMs / 2 + CLOCK_NOISE_MS;
    if (clockOffsetMs !== null && Math.abs(clockOffsetMs - known) > noiseMs)
      trail.clockOffsetMs = clockOffsetMs;
    this.#compared = thisMoment();
    if (this.#feedIsStuck) {
      this.#feedIsStuck = false;
      if (performance.now() - this.#resumed > RESUME_AGAIN_MS) this.#resume();
    }
    this.#watcher.onRoundTrip?.(roundTripMs);
  }

  #interrupt(error: ShosekiError, attempts: number): void {
    if (this.#lost !== null) return;
    if (this.#interrupted === null) {
      this.#interrupted = thisMoment();
      this.#record({ OPR: "ConnectionLost", result: resultOf("NG", error, this.#parts.explain) });
    }
    this.#watcher.onInterrupted?.(error, attempts);
    const { patienceMs = Number.POSITIVE_INFINITY, provider } = this.#parts;
    if (elapsedSince(this.#interrupted) < patienceMs) return;
    this.#lose(unsettled(error));
    // Whatever waits for the server waits no longer.
    void provider.close();
  }

  #restore(): void {
    if (this.#interrupted === null) return;
    const awayMs = Math.round(elapsedSince(this.#interrupted));
    this.#interrupted = null;
    this.#feedIsStuck = false;
    this.#record({ OPR: "ConnectionRestored", after: { awayMs } });
    this.#resume();
    this.#parts.onRestored();
    this.#watcher.onRestored?.();
  }

  #resume(): void {
    this.#resumed = performance.now();
    this.#parts.provider.resume();
  }

  #lose(error: ShosekiError): void {
    if (this.#lost !== null || this.#leaving) return;
    this.#lost = error;
    this.#interrupted = null;
    this.#pulse.stop();
    const entry = this.#record({ OPR: "SessionEnded", result: resultOf("NG", error, this.#parts.explain) });
    if (error.code === "SESSION_ENDED") this.#ending = entry;
    this.#watcher.onLost?.(error);
  }

  /** Null when it could not be written. */
  #record(event: SessionEvent): Entry | null {
    try {
      return this.#parts.trail.event(event);
    } catch (error) {
      this.#parts.onProblem(asShosekiError(error));
      return null;
    }
  }
}
