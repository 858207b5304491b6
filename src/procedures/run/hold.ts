import type { Entry } from "#domain/entry.js";
import { failure, type ShosekiError } from "#domain/errors.js";
import type { RunEventName } from "#domain/run.js";
import type { RunRecord } from "#procedures/run/run-record.js";

/** By these somebody takes a run in hand, or it is given out of hand. */
const TAKING: ReadonlySet<string> = new Set<RunEventName>(["ResumeRun", "TakeOverRun", "HandOverRun"]);

/**
 * That a run is this process's to carry on: by the sessions in which it has said so. Whoever has taken it on since, in a
 * session that is none of these, has it, and nothing of it is written or done here any more.
 */
export class Hold {
  readonly #record: RunRecord;
  readonly #sessions = new Set<string>();

  constructor(record: RunRecord) {
    this.#record = record;
  }

  /** @param session the Shoseki session's UUIDv7 */
  isBy(session: string): boolean {
    return this.#sessions.has(session);
  }

  /** From now on what this session says of the run is this process's word. */
  take(session: string): void {
    this.#sessions.add(session);
  }

  /** Whether an entry takes the run away from this process. */
  isLostBy({ phase, run, OPR, USR }: Entry): boolean {
    const isTaken = phase === "procedure" && run?.id === this.#record.id && TAKING.has(OPR);
    return isTaken && !this.#sessions.has(USR.session);
  }

  /** Throws `RUN_HELD` once somebody else has the run. */
  mustBeThere(): void {
    const { taken } = this.#record;
    if (taken !== null && this.isLostBy(taken)) throw this.lost();
  }

  /** Who has it, and since when. */
  lost(): ShosekiError {
    const { id: run, taken } = this.#record;
    const since = taken === null ? {} : { since: taken.STR };
    return failure("RUN_HELD", { run, console: taken?.USR.console ?? "", ...since });
  }
}
