/**
 * Where a recording ends: the time of its last event, in milliseconds from its beginning. Null for one without any, or whose
 * last line is none.
 */
export function endOfCast(text: string): number | null {
  const lines = text.trimEnd();
  const last = lines.lastIndexOf("\n") + 1;
  if (last === 0) return null;
  try {
    const event: unknown = JSON.parse(lines.slice(last));
    const [time]: readonly unknown[] = Array.isArray(event) ? event : [];
    return typeof time === "number" ? Math.round(time * 1000) : null;
  } catch {
    return null;
  }
}
