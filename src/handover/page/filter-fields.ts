import { escaped } from "#documents/escaped.js";
import { INTENT } from "#handover/page/timeline-table.js";
import type { TimelineRow } from "#handover/timeline-row.js";
import type { Catalogue } from "#messages/catalogue.js";

/** What the timeline is filtered by: a text, and a choice of each that its rows have. Hidden until there is a script. */
export function filterFields(rows: readonly TimelineRow[], catalogue: Catalogue): readonly string[] {
  const { labels, clear, intent, count } = catalogue.handoverPage;
  const { statuses } = catalogue.reports;
  const results = distinct(rows.map((row) => row.status ?? INTENT));
  const total = String(rows.length);
  return [
    '<div class="fields">',
    `<div id="filters" class="fields" role="search" aria-label="${escaped(labels.filter)}" hidden>`,
    `<label for="filter-text">${escaped(labels.text)}</label>`,
    '<input id="filter-text" type="search" autocomplete="off">',
    ...choice("result", labels.result, catalogue, results, (value) =>
      value === INTENT ? intent : statuses[value as keyof typeof statuses],
    ),
    ...choice("target", labels.target, catalogue, distinct(rows.map(({ target }) => target))),
    ...choice("operation", labels.operation, catalogue, distinct(rows.map(({ OPR }) => OPR))),
    `<button type="button">${escaped(clear)}</button>`,
    "</div>",
    `<p id="count" role="status" data-said="${escaped(count({ shown: "{shown}", total: "{total}" }))}">`,
    `${escaped(count({ shown: total, total }))}</p>`,
    "</div>",
  ];
}

/** @param of by which of a row's `data-` attributes it chooses */
function choice(
  of: string,
  label: string,
  { handoverPage }: Catalogue,
  values: readonly string[],
  said = (value: string) => value,
): readonly string[] {
  const options = values.map((value) => `<option value="${escaped(value)}">${escaped(said(value))}</option>`);
  return [
    `<label for="filter-${of}">${escaped(label)}</label>`,
    `<select id="filter-${of}" data-of="${of}"><option value="">${escaped(handoverPage.all)}</option>`,
    ...options,
    "</select>",
  ];
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].filter((value) => value !== "").sort();
}
