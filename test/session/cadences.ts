import type { Cadence } from "#session/pulse.js";

/** As often as a test can wait for. An answer is given all the time it wants. */
export const FAST: Cadence = { everyMs: 2, answerMs: 10_000, pausesMs: [1, 2], caughtUpMs: 10_000 };

/** Nothing is asked of the server by itself, for the time of any test. */
export const QUIET: Cadence = {
  everyMs: 2 ** 31 - 1,
  answerMs: 10_000,
  pausesMs: [2 ** 31 - 1],
  caughtUpMs: 10_000,
};
