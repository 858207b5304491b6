/** `2026-03-01T09:00:00.123Z` as a person reads it, to the second. */
export function shownTime(at: string): string {
  return at.replace(/^(?<day>[\d-]{10})T(?<time>[\d:]{8})\S*$/u, "$<day> $<time>");
}
