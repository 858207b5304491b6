import type { Entry } from "#domain/entry.js";
import type { Exchange } from "#handover/exchange/exchange.js";
import type { HandoverEvent } from "#session/trail.js";

/**
 * Records an event that follows from what the journal says, and from nothing that anybody adds meanwhile: then it is made
 * anew. Null where there is nothing to record. Throws what `eventOf` throws, and the journal's errors.
 *
 * @param eventOf reads the journal; null for nothing to record
 * @param counts which entries beside those of handovers it follows from
 */
export async function recordOnce(
  { journal, record }: Exchange,
  eventOf: () => Promise<HandoverEvent | null>,
  counts: (entry: Entry) => boolean = () => false,
): Promise<Entry | null> {
  for (;;) {
    let isStale = false;
    const noted = (entry: Entry): boolean => {
      isStale ||= entry.phase === "handover" || counts(entry);
      return isStale;
    };
    // What this very process writes while it is read, too.
    const stop = journal.subscribe(({ entry }) => noted(entry));
    try {
      const event = await eventOf();
      if (event === null) return null;
      const entry = isStale ? null : record(event, noted);
      if (entry !== null) return entry;
    } finally {
      stop();
    }
  }
}
