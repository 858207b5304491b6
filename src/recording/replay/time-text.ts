const TIME = /^(?:(\d{1,6}):([0-5]\d):|(\d{1,6}):)?(\d{1,9})(\.\d{1,3})?$/u;

/** `750`, `12:30`, `90:00`, `1:02:30`, with parts of a second behind a point: in milliseconds; null for what is none of these. */
export function timeOfText(text: string): number | null {
  const [, hours, minutes, minutesAlone, seconds, part = "0"] = TIME.exec(text) ?? [];
  const isAlone = hours === undefined && minutesAlone === undefined;
  if (seconds === undefined || (!isAlone && !/^[0-5]?\d$/u.test(seconds))) return null;
  const whole = (Number(hours ?? 0) * 60 + Number(minutes ?? minutesAlone ?? 0)) * 60 + Number(seconds);
  return whole * 1_000 + Math.round(Number(part) * 1_000);
}

/** `12:30`, `1:02:30`: whole seconds that have passed. `timeOfText` reads it. */
export function textOfTime(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
