import { entriesOfHandovers } from "#handover/exchange/entries-of-handovers.js";
import { incomingIn } from "#handover/exchange/incoming.js";
import type { Standing } from "#handover/exchange/known-handovers.js";
import { outgoingIn } from "#handover/exchange/outgoing.js";
import type { Layout } from "#journal/layout.js";

/** How all handovers of a journal stand. Throws `JOURNAL_DAMAGED`. */
export async function standingOf(layout: Layout): Promise<Standing> {
  const entries = await entriesOfHandovers(layout);
  return { outgoing: outgoingIn(entries, layout), incoming: incomingIn(entries, layout) };
}
