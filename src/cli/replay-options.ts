import type { OptionValues } from "#cli/options.js";
import { IDLE_MS } from "#console/replay/open-replay.js";
import { failure } from "#domain/errors.js";
import { SPEEDS } from "#recording/replay/player.js";
import { timeOfText } from "#recording/replay/time-text.js";

export interface ReplayOptions {
  /** `12:30`, `#41`; null where nothing is said. */
  readonly goTo: string | null;
  readonly speed: number;
  /** Milliseconds; null for what is not cut. */
  readonly idle: number | null;
}

/** Reads `--at`, `--speed` and `--idle`. Throws `USAGE`. */
export function replayOptions({ at, speed, idle }: OptionValues): ReplayOptions {
  return {
    goTo: at === undefined ? null : momentOf(at),
    speed: speed === undefined ? 1 : speedOf(speed),
    idle: idle === undefined ? IDLE_MS : idleOf(idle),
  };
}

function momentOf(text: string): string {
  if (/^#\d{1,15}$/u.test(text) || timeOfText(text) !== null) return text;
  throw failure("USAGE", { problem: "--at takes a time (12:30, 1:02:30, 750) or an entry (--at=#41)" });
}

function speedOf(text: string): number {
  const speed = SPEEDS.find((each) => String(each) === text);
  if (speed === undefined) throw failure("USAGE", { problem: `--speed takes one of ${SPEEDS.join(", ")}` });
  return speed;
}

function idleOf(text: string): number | null {
  if (text === "off") return null;
  const seconds = /^\d{1,4}(?:\.\d{1,3})?$/u.test(text) ? Number(text) : 0;
  if (seconds <= 0) throw failure("USAGE", { problem: "--idle takes seconds, above 0, or off" });
  return seconds * 1_000;
}
