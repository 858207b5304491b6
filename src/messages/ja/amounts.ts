import { type TimeUnit, timeParts } from "#messages/time-parts.js";

const UNITS: Readonly<Record<TimeUnit, string>> = {
  days: "日",
  hours: "時間",
  minutes: "分",
  seconds: "秒",
  ms: "ミリ秒",
};

/** `2日3時間`. */
export function time(ms: number): string {
  return timeParts(ms)
    .map(([amount, unit]) => `${amount}${UNITS[unit]}`)
    .join("");
}
