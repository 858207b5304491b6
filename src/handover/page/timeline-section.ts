import { escaped } from "#documents/escaped.js";
import { filterFields } from "#handover/page/filter-fields.js";
import { numberOf, type PageCast } from "#handover/page/page-cast.js";
import { recordingPart } from "#handover/page/recording-part.js";
import { timelineTable } from "#handover/page/timeline-table.js";
import type { TimelineRow } from "#handover/timeline-row.js";
import type { Catalogue } from "#messages/catalogue.js";
import { printable } from "#messages/printable.js";

/**
 * The shift in its order: the player, and under it the entries.
 *
 * @param missing what is said of recordings that the shift has and the page has not
 */
export function timelineSection(
  rows: readonly TimelineRow[],
  casts: readonly PageCast[],
  missing: readonly string[],
  catalogue: Catalogue,
): readonly string[] {
  const { handoverPage: texts } = catalogue;
  const names = casts.map(({ name }) => printable(name));
  const isUnled = rows.some(({ cast }) => cast !== null && numberOf(cast, casts) === null);
  return [
    '<section id="timeline" aria-labelledby="timeline-heading">',
    `<h2 id="timeline-heading">${escaped(texts.headings.timeline)}</h2>`,
    ...recordingPart(names, texts),
    ...missing.map((said) => `<p class="problem">${escaped(printable(said))}</p>`),
    `<h3 id="entries-heading">${escaped(texts.headings.entries)}</h3>`,
    ...filterFields(rows, catalogue),
    '<div class="scrolls" role="region" aria-labelledby="entries-heading" tabindex="0">',
    ...timelineTable(rows, catalogue, casts),
    "</div>",
    ...(casts.length === 0 ? [] : [`<p class="hint">${escaped(texts.howToJump)}</p>`]),
    ...(casts.length > 0 && isUnled ? [`<p class="hint">${escaped(texts.notLed)}</p>`] : []),
    "</section>",
  ];
}
