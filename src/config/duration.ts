const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** Longer than any shift. */
const LONGEST_MS = 24 * 3_600_000;

/** `90s`, `15m` or `2h` in milliseconds, up to 24 hours, and null for `never`; undefined for what is neither. */
export function readDuration(text: string): number | null | undefined {
  if (text === "never") return null;
  const [, amount = "", unit = ""] = /^([1-9]\d{0,4})([smh])$/u.exec(text) ?? [];
  const ms = Number(amount) * (UNITS[unit] ?? Number.NaN);
  return ms <= LONGEST_MS ? ms : undefined;
}

/** The same as it is written: in the largest unit that it is whole in. */
export function durationText(ms: number | null): string {
  if (ms === null) return "never";
  const [unit = "s", size = 1_000] = Object.entries(UNITS).findLast(([, each]) => ms % each === 0) ?? [];
  return `${ms / size}${unit}`;
}
