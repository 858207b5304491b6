import { timeParts } from "#messages/time-parts.js";

const UNITS = { days: "d", hours: "h", minutes: "min", seconds: "s", ms: "ms" } as const;

/** `3 steps`. */
export function count(number: number, noun: string): string {
  return number === 1 ? `1 ${noun}` : `${number} ${noun}s`;
}

/** `2 d 3 h`. */
export function time(ms: number): string {
  return timeParts(ms)
    .map(([amount, unit]) => `${amount} ${UNITS[unit]}`)
    .join(" ");
}
