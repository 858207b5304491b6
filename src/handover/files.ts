import { markdownOf } from "#documents/markdown.js";
import type { Entry } from "#domain/entry.js";
import type { Handover } from "#domain/handover.js";
import { handoverDocument } from "#handover/document/handover-document.js";
import { reportBytes } from "#handover/exchange/report-bytes.js";
import { type HeldCasts, heldCasts } from "#handover/held-casts.js";
import { pageOf } from "#handover/page/page-of.js";
import { timelineOf } from "#handover/timeline.js";
import type { Layout } from "#journal/layout.js";
import { linesBetween } from "#journal/lines-from.js";
import type { Catalogue } from "#messages/catalogue.js";

/** The report as JSON: the bytes that are signed. */
export function reportJson(handover: Handover): Buffer {
  return reportBytes(handover).bytes;
}

/** @param isDraft whether nobody has signed it, here and below */
export function reportMarkdown(handover: Handover, catalogue: Catalogue, isDraft: boolean): string {
  return markdownOf(handoverDocument(handover, catalogue, isDraft));
}

/**
 * The report as a page, with the timeline and the recordings of the shift as far as the entries vouch for these; the page says of
 * a recording that is gone, or is not as they say, that it is not in it. Throws `JOURNAL_DAMAGED`, `HANDOVER_TOO_LARGE`, and what
 * the system says.
 *
 * @param lastSeq the last entry that is shown: of what was handed over, what ends the shift's recordings after it
 */
export async function reportPage(
  layout: Layout,
  handover: Handover,
  catalogue: Catalogue,
  isDraft: boolean,
  lastSeq = handover.shift.lastSeq,
): Promise<string> {
  const slice = await linesBetween(layout, handover.shift.firstSeq, lastSeq);
  const { casts } = await heldCasts(layout, slice);
  return shiftPage(
    handover,
    slice.map(({ entry }) => entry),
    casts,
    catalogue,
    isDraft,
  );
}

/**
 * The same, out of the entries that are shown and the recordings that there are: the same of all these gives the same page. What the
 * system says is thrown.
 */
export function shiftPage(
  handover: Handover,
  entries: readonly Entry[],
  casts: HeldCasts["casts"],
  catalogue: Catalogue,
  isDraft: boolean,
): string {
  const document = handoverDocument(handover, catalogue, isDraft);
  return pageOf({ handover, document, timeline: timelineOf(entries), casts, catalogue });
}
