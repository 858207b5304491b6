import type { Entry } from "#domain/entry.js";

/** A marker's text: `41 ModifyMemory OK web-01`; an intent has no status. `MARKER_LABEL` reads it. */
export function markerText({ seq, OPR, RST, TGT }: Entry, targetShown: (name: string) => string): string {
  const status = RST === undefined ? [] : [RST.status];
  return [String(seq), OPR, ...status, targetShown(TGT.name)].join(" ");
}
