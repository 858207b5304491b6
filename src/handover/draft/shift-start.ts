import { entriesOfHandovers } from "#handover/exchange/entries-of-handovers.js";
import { outgoingIn } from "#handover/exchange/outgoing.js";
import { findLines } from "#journal/index/find-lines.js";
import type { Layout } from "#journal/layout.js";

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The `seq` of the entry that a shift begins with: the one after the newest `HandOver`, else the first Login of the last 24
 * hours, else the journal's first. A report that was refused or questioned has ended nothing: its shift goes on from where it
 * began. Throws `JOURNAL_DAMAGED`.
 *
 * @param now milliseconds since 1970
 */
export async function shiftStart(layout: Layout, now: number): Promise<number> {
  const entries = await entriesOfHandovers(layout);
  const newest = outgoingIn(entries, layout).at(-1);
  if (newest !== undefined) {
    const { firstSeq } = entries.find(({ seq }) => seq === newest.seq)?.AFT ?? {};
    const isEnded = newest.state === "waiting" || newest.state === "accepted";
    return isEnded || typeof firstSeq !== "number" ? newest.seq + 1 : firstSeq;
  }
  const since = now - DAY_MS;
  for await (const { entry } of findLines(layout, { op: (OPR) => OPR === "Login", since })) return entry.seq;
  return 0;
}
