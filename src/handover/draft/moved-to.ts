import type { Entry } from "#domain/entry.js";
import { factText } from "#handover/draft/fact-text.js";

/**
 * The endpoint that a move has brought its machine to, as it was seen there alone, whatever the server says of the move; null for every
 * other entry, and for a move that stays at its endpoint.
 */
export function movedTo({ OPR, HST, AFT, RST }: Pick<Entry, "OPR" | "HST" | "AFT" | "RST">): string | null {
  const isSeenThere = RST?.status === "OK" || RST?.code === "FAILED_YET_SHOWN";
  if (OPR !== "MoveVM" || !isSeenThere) return null;
  const endpoint = factText(AFT?.endpoint);
  return endpoint === HST.endpoint ? null : endpoint;
}
