/** A moment on both clocks of this machine. */
export interface Moment {
  /** `performance.now()`: is never set, and on some systems stands still while the machine sleeps. */
  readonly steady: number;
  /** `Date.now()`. */
  readonly wall: number;
}

export function thisMoment(): Moment {
  return { steady: performance.now(), wall: Date.now() };
}

/** How long ago a moment was at most, in milliseconds: a machine that slept has not seen what has happened meanwhile. */
export function elapsedSince({ steady, wall }: Moment): number {
  return Math.max(performance.now() - steady, Date.now() - wall);
}

/** By how much the wall clock has been set since a moment, or the machine has slept, in milliseconds. */
export function shiftSince({ steady, wall }: Moment): number {
  return Date.now() - wall - (performance.now() - steady);
}
