import { setTimeout as after } from "node:timers/promises";

/** The time that a run is in. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds of a clock that nobody sets. */
  elapsed(): number;
  /** When something was recorded, by this clock: `time` is its entry's, RFC 3339. */
  timeOf(time: string): Date;
  /** Lets so many milliseconds pass; ends early, and does not throw, when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** How often what depends on the time alone is looked at, where that is waited for so long; in milliseconds. */
  tickOf(withinMs: number): number;
}

const TICK_MS = 1_000;

/** This machine's. */
export const HERE: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  timeOf: (time) => new Date(time),
  sleep: async (ms, signal) => {
    await after(ms, undefined, { signal }).catch(() => undefined);
  },
  tickOf: () => TICK_MS,
};
