import { asShosekiError, type ErrorCode, failure, type ShosekiError } from "#domain/errors.js";
import type { Pong } from "#providers/login-facts.js";

/** How often a server is asked whether it is there, and how long it is waited for, in milliseconds. */
export interface Cadence {
  readonly everyMs: number;
  /** How long an answer is waited for, asked once or twice. With `everyMs`: how long a dead network can go unnoticed. */
  readonly answerMs: number;
  /** Pauses before it is asked again while it does not answer; the last one from then on. */
  readonly pausesMs: readonly number[];
  /** How long the inventory may take to catch up with the server until it is taken for stuck. */
  readonly caughtUpMs: number;
}

/** A dead network is noticed within 9 s. */
export const CADENCE: Cadence = {
  everyMs: 4_000,
  answerMs: 5_000,
  pausesMs: [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000],
  caughtUpMs: 30_000,
};

/** Nobody who answers so is the server that the session is on, as it was: it restarts, or something stands before it. */
export const AWAY: readonly ErrorCode[] = [
  "NOT_SENT",
  "CONNECTION_LOST",
  "REPLY_TIMEOUT",
  "REPLY_INVALID",
  "GAVE_UP_WAITING",
];

/** After one of these the session is over. */
const OVER: readonly ErrorCode[] = ["SESSION_ENDED", "CERTIFICATE_UNTRUSTED", "CERTIFICATE_CHANGED"];

export interface PulseListeners {
  /** Told of each answer: how long it took in milliseconds, and what it says. */
  onAnswer(roundTripMs: number, pong: Pong): void;
  /** Told at the first question without an answer, and again at each further one: `attempts` of them. */
  onInterrupted(error: ShosekiError, attempts: number): void;
  /** Told once it answers again. */
  onRestored(): void;
  onOver(error: ShosekiError): void;
}

/**
 * Asks a server again and again whether it is there: so a dead network is noticed, a session is not idle, and both clocks
 * stay compared. No answer ends it but one that says that the session is over.
 */
export class Pulse {
  readonly #ping: (signal: AbortSignal) => Promise<Pong>;
  readonly #listeners: PulseListeners;
  readonly #cadence: Cadence;
  #stopped = false;
  /** Gives up the question that is on its way. */
  #asking: AbortController | null = null;
  #attempts = 0;
  #wake: (() => void) | null = null;
  #hurried = false;

  constructor(
    ping: (signal: AbortSignal) => Promise<Pong>,
    listeners: PulseListeners,
    cadence: Cadence = CADENCE,
  ) {
    this.#ping = ping;
    this.#listeners = listeners;
    this.#cadence = cadence;
  }

  begin(): void {
    void this.#beat();
  }

  stop(): void {
    this.#stopped = true;
    this.#asking?.abort();
    this.#wake?.();
  }

  /** Asks at once: somebody has seen that something is wrong, or does not want to wait. */
  hurry(): void {
    this.#hurried = true;
    this.#wake?.();
  }

  async #beat(): Promise<void> {
    const { everyMs, pausesMs } = this.#cadence;
    while (!this.#stopped) {
      await this.#pause(
        this.#attempts === 0 ? everyMs : (pausesMs[this.#attempts - 1] ?? pausesMs.at(-1) ?? everyMs),
      );
      if (this.#stopped) return;
      const begun = performance.now();
      const answer = await this.#ask();
      if (this.#stopped) return;
      this.#take(answer, performance.now() - begun);
    }
  }

  /** A connection that has been idle may have been closed by the server just now: what fails at once is asked again once. */
  async #ask(): Promise<Pong | ShosekiError> {
    const { answerMs } = this.#cadence;
    const asking = new AbortController();
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      asking.abort();
    }, answerMs);
    this.#asking = asking;
    try {
      const first = await this.#askOnce(asking.signal);
      const closed =
        first instanceof Error && (first.code === "NOT_SENT" || first.code === "CONNECTION_LOST");
      const again = closed && this.#attempts === 0 && !asking.signal.aborted;
      const answer = again ? await this.#askOnce(asking.signal) : first;
      return late && isAway(answer) ? failure("REPLY_TIMEOUT", { seconds: answerMs / 1000 }, answer) : answer;
    } finally {
      this.#asking = null;
      clearTimeout(timer);
    }
  }

  async #askOnce(signal: AbortSignal): Promise<Pong | ShosekiError> {
    try {
      return await this.#ping(signal);
    } catch (cause) {
      return asShosekiError(cause);
    }
  }

  #take(answer: Pong | ShosekiError, roundTripMs: number): void {
    if (answer instanceof Error && OVER.includes(answer.code)) {
      this.stop();
      this.#listeners.onOver(answer);
    } else if (isAway(answer)) {
      this.#attempts += 1;
      this.#listeners.onInterrupted(answer, this.#attempts);
    } else {
      const wasAway = this.#attempts > 0;
      this.#attempts = 0;
      if (wasAway) this.#listeners.onRestored();
      // A server that refuses the question is there.
      if (!(answer instanceof Error)) this.#listeners.onAnswer(roundTripMs, answer);
    }
  }

  async #pause(ms: number): Promise<void> {
    if (this.#hurried || this.#stopped) {
      this.#hurried = false;
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms).unref();
    this.#wake = resolve;
    await promise;
    this.#wake = null;
    this.#hurried = false;
    clearTimeout(timer);
  }
}

function isAway(answer: Pong | ShosekiError): answer is ShosekiError {
  return answer instanceof Error && AWAY.includes(answer.code);
}
