/** Times near to some others, in milliseconds: spans with both ends in them. */
export type TimeWindows = readonly (readonly [from: number, to: number])[];

/** What is at most `nearMs` before or after one of these times, or later than `now` less as much. */
export function windowsAround(times: readonly number[], now: number, nearMs: number): TimeWindows {
  const windows: [number, number][] = [];
  for (const time of times.toSorted((a, b) => a - b)) {
    const last = windows.at(-1);
    if (last !== undefined && time - nearMs <= last[1]) last[1] = time + nearMs;
    else windows.push([time - nearMs, time + nearMs]);
  }
  return [...windows, [now - nearMs, LAST]];
}

/** The last time that there is to a Date. */
const LAST = 8.64e15;

export function isWithin(windows: TimeWindows, time: number): boolean {
  return windows.some(([from, to]) => time >= from && time <= to);
}
