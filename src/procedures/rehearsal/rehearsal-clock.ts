import { setTimeout as after } from "node:timers/promises";
import type { Clock } from "#procedures/run/clock.js";

/** So long is waited in truth, in milliseconds: what is under way on the copy comes to its end meanwhile. */
const REAL_MS = 2;
const LEAST_TICK_MS = 1_000;
/** So many looks make up a wait, however long: it ends as late as that makes it. */
const LOOKS = 100;

/** A clock that jumps ahead over what is waited for. */
export class RehearsalClock implements Clock {
  readonly #jumps: { readonly at: number; readonly ms: number }[] = [];

  /** How far it has jumped, in milliseconds. */
  get aheadMs(): number {
    return this.#jumps.reduce((sum, { ms }) => sum + ms, 0);
  }

  now(): number {
    return Date.now() + this.aheadMs;
  }

  elapsed(): number {
    return performance.now() + this.aheadMs;
  }

  /** What was recorded before a jump was before it on this clock, too. */
  timeOf(time: string): Date {
    const real = Date.parse(time);
    const ahead = this.#jumps.reduce((sum, { at, ms }) => (at <= real ? sum + ms : sum), 0);
    return new Date(real + ahead);
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    await after(REAL_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted || ms <= REAL_MS) return;
    this.#jumps.push({ at: Date.now(), ms: Math.ceil(ms - REAL_MS) });
  }

  tickOf(withinMs: number): number {
    return Math.max(LEAST_TICK_MS, Math.ceil(withinMs / LOOKS));
  }
}
