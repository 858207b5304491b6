import { escaped } from "#documents/escaped.js";
import type { CastMark } from "#domain/recording.js";
import { numberOf, type PageCast } from "#handover/page/page-cast.js";
import { shownTime } from "#handover/page/shown-time.js";
import type { TimelineRow } from "#handover/timeline-row.js";
import type { Catalogue } from "#messages/catalogue.js";

/** In place of a status, for an entry without one. */
export const INTENT = "intent";

/**
 * The timeline's rows as a table. What a row is filtered by, and where its moment is, stands in its `data-` attributes.
 *
 * @param casts the page's, to whose moments rows lead
 */
export function timelineTable(
  rows: readonly TimelineRow[],
  catalogue: Catalogue,
  casts: readonly PageCast[],
): readonly string[] {
  const { columns, jump } = catalogue.handoverPage;
  const { seq, time, who, operation, target, change, result, said } = columns;
  const head = [seq, time, who, operation, target, change, result, said];
  return [
    `<table id="entries" data-jump="${escaped(jump({ time: "{time}" }))}">`,
    `<thead><tr>${head.map((each) => `<th scope="col">${escaped(each)}</th>`).join("")}</tr></thead>`,
    "<tbody>",
    ...rows.map((row) => tableRow(row, catalogue, castData(row.cast, casts))),
    "</tbody>",
    "</table>",
  ];
}

function tableRow(row: TimelineRow, { reports, handoverPage }: Catalogue, cast: string): string {
  const { seq, at, who, OPR, target, change, status, said } = row;
  const result = status === null ? handoverPage.intent : reports.statuses[status];
  const data = { operation: OPR, target, result: status ?? INTENT };
  const attributes = Object.entries(data).map(([name, value]) => ` data-${name}="${escaped(value)}"`);
  const when = `<time datetime="${escaped(at)}">${escaped(shownTime(at))}</time>`;
  const cells = [String(seq), when, ...[who, OPR, target, change].map(escaped)];
  return [
    `<tr id="entry-${seq}"${attributes.join("")}${cast}>`,
    ...cells.map((cell) => `<td>${cell}</td>`),
    `<td class="result">${escaped(result)}</td><td>${escaped(said)}</td></tr>`,
  ].join("");
}

function castData(cast: CastMark | null, casts: readonly PageCast[]): string {
  const number = cast === null ? null : numberOf(cast, casts);
  return cast === null || number === null ? "" : ` data-cast="${number}" data-at="${cast.at}"`;
}
