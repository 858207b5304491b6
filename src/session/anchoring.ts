import { setImmediate } from "node:timers/promises";
import type { Entry, Facts } from "#domain/entry.js";
import { asShosekiError, type ErrorCode, type ShosekiError } from "#domain/errors.js";
import type { Checkpointing } from "#journal/checkpointing.js";
import { type Checkpoint, formatCheckpoint } from "#journal/note/checkpoint.js";
import type { AnchorPlace } from "#session/anchor-place.js";
import { resultOf, statusOf } from "#session/certainty.js";
import type { Trail } from "#session/trail.js";

/** How often, between Login and Logout, in milliseconds. */
const EVERY_MS = 60 * 60_000;
/** How long a Logout commonly waits for all anchors that it finds or makes, in milliseconds. */
const LOGOUT_WAITS_MS = 30_000;

/** After one of these the journal takes no entry. */
const JOURNAL_IS_OVER: readonly ErrorCode[] = ["JOURNAL_FAILED", "KEY_ROTATED"];

export interface AnchoringParts {
  readonly checkpoints: Checkpointing;
  readonly places: readonly AnchorPlace[];
  readonly trail: Trail;
  readonly explain: (error: ShosekiError) => string;
  /** Told of each anchor, once it is recorded, and why it is not OK. */
  readonly onEntry: (entry: Entry, error: ShosekiError | null) => void;
  /** Told why an anchor could not be recorded. */
  readonly onProblem: (error: ShosekiError) => void;
  /** Aborted: no anchor is waited for any longer. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The anchors of one session: the newest checkpoint, signed then, at Login, hourly, and before Logout. Each attempt is an
 * entry, and none of them stops anything else.
 */
export class Anchoring {
  readonly #parts: AnchoringParts;
  readonly #places: Set<AnchorPlace>;
  readonly #overdue = new AbortController();
  readonly #signal: AbortSignal;
  #timer: NodeJS.Timeout | null = null;
  #last: Promise<void> = Promise.resolve();

  constructor(parts: AnchoringParts) {
    this.#parts = parts;
    this.#places = new Set(parts.places);
    const { signal: overdue } = this.#overdue;
    this.#signal = parts.signal === undefined ? overdue : AbortSignal.any([overdue, parts.signal]);
  }

  /** Whether there is any place that checkpoints are put in. */
  get hasPlace(): boolean {
    return this.#places.size > 0;
  }

  /** Right after the Login, and beside whatever comes after it. */
  begin(): void {
    this.#timer = setInterval(() => void this.#next(), EVERY_MS).unref();
    // What is asked of the server first is on its way by then: signing writes to the disk, and holds all else up.
    this.#last = setImmediate();
    void this.#next();
  }

  /** Nothing more is put there: it is known to be out of reach. */
  leaveOut(place: AnchorPlace): void {
    this.#places.delete(place);
  }

  /**
   * Before the Logout: what is under way is seen to its end, then comes the last. Never throws.
   *
   * @param waitMs for all of that, in milliseconds
   */
  async end(waitMs = LOGOUT_WAITS_MS): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    const timer = setTimeout(() => this.#overdue.abort(), waitMs);
    await this.#next();
    clearTimeout(timer);
  }

  #next(): Promise<void> {
    this.#last = this.#last.then(() => this.#anchorAll());
    return this.#last;
  }

  async #anchorAll(): Promise<void> {
    const places = [...this.#places];
    if (places.length === 0) return;
    const signed = await this.#parts.checkpoints.now().catch((cause: unknown) => asShosekiError(cause));
    if ("note" in signed) await Promise.all(places.map((place) => this.#anchor(place, signed)));
    // That there is no checkpoint has been said: here it is only recorded.
    else if (!JOURNAL_IS_OVER.includes(signed.code)) for (const place of places) this.#missed(place, signed);
  }

  async #anchor(place: AnchorPlace, checkpoint: Checkpoint): Promise<void> {
    const { trail, onEntry } = this.#parts;
    const attempt = trail.attempt();
    const mutation = { operationId: attempt.id, signal: this.#signal };
    const error = await place.put(formatCheckpoint(checkpoint), mutation).then(
      () => null,
      (cause: unknown) => asShosekiError(cause),
    );
    // It would be refused each time: once a session is enough to be told.
    if (error !== null && isRefusedForGood(error)) this.leaveOut(place);
    const after = { treeSize: checkpoint.size, rootHash: checkpoint.root.toString("base64") };
    const entry = this.#record(place, attempt, after, error);
    if (entry !== null) onEntry(entry, error);
  }

  #missed(place: AnchorPlace, error: ShosekiError): void {
    this.#record(place, this.#parts.trail.attempt(), {}, error);
  }

  /** Null when it could not be written. */
  #record(
    { target }: AnchorPlace,
    attempt: ReturnType<Trail["attempt"]>,
    after: Facts,
    error: ShosekiError | null,
  ): Entry | null {
    const { trail, explain, onProblem } = this.#parts;
    const result = error === null ? ({ status: "OK" } as const) : resultOf(statusOf(error), error, explain);
    try {
      return trail.anchor(attempt, { target, after, result });
    } catch (cause) {
      onProblem(asShosekiError(cause));
      return null;
    }
  }
}

function isRefusedForGood({ problem }: ShosekiError): boolean {
  if (problem.code === "SESSION_ENDED") return true;
  return problem.code === "SERVER_FAULT" && problem.facts.fault === "NoPermission";
}
