import type { Status } from "#domain/entry.js";

const WORST_FIRST: readonly Status[] = ["UNKNOWN", "NG", "REFUSED", "OK"];

/** How several things went together: as the worst of them did; null when there was nothing. */
export function worstStatus(statuses: readonly Status[]): Status | null {
  return WORST_FIRST.find((status) => statuses.includes(status)) ?? null;
}
