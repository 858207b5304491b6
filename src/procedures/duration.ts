const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `90s`, `15m`, `2h` or `3d` in milliseconds; null for what is none, and for more than `longestMs`. */
export function readDuration(text: string, longestMs: number): number | null {
  const [, amount = "", unit = ""] = /^([1-9]\d{0,6})([smhd])$/u.exec(text) ?? [];
  const ms = Number(amount) * (UNITS[unit] ?? Number.NaN);
  return ms <= longestMs ? ms : null;
}

/** The same as it is written: in the largest unit that it is whole in. */
export function durationText(ms: number): string {
  const [unit, size] = Object.entries(UNITS).findLast(([, each]) => ms % each === 0) ?? ["s", 1_000];
  return `${ms / size}${unit}`;
}
