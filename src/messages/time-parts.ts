const UNITS = [
  ["days", 86_400_000],
  ["hours", 3_600_000],
  ["minutes", 60_000],
  ["seconds", 1_000],
  ["ms", 1],
] as const;

export type TimeUnit = (typeof UNITS)[number][0];

/** A length of time in its largest unit and, where there is something left, the next: no more tells a person anything. */
export function timeParts(ms: number): readonly (readonly [number, TimeUnit])[] {
  const at = UNITS.findIndex(([, size]) => ms >= size);
  const [largest, next] = at < 0 ? [UNITS.at(-1), undefined] : [UNITS[at], UNITS[at + 1]];
  if (largest === undefined) return [];
  const amount = Math.floor(ms / largest[1]);
  const left = next === undefined || next[0] === "ms" ? 0 : Math.floor((ms - amount * largest[1]) / next[1]);
  return [[amount, largest[0]], ...(left === 0 || next === undefined ? [] : [[left, next[0]] as const])];
}
