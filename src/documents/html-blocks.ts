import { escaped } from "#documents/escaped.js";
import type { Block, ReportDocument } from "#documents/report-document.js";

type Table = Extract<Block, { kind: "table" }>;

/**
 * What stands under a report's title as lines of HTML. No text of it makes markup.
 *
 * @param isHere whether the page has an element `entry-<seq>`: where a table names that entry, the name leads there
 */
export function blockLines(
  { title, blocks }: ReportDocument,
  isHere: (seq: string) => boolean = () => false,
): readonly string[] {
  let heading = title;
  const tables = new Map<string, number>();
  return blocks.flatMap((block) => {
    if (block.kind === "heading") heading = block.text;
    if (block.kind !== "table") return linesOf(block);
    const number = (tables.get(heading) ?? 0) + 1;
    tables.set(heading, number);
    return tableLines(block, number === 1 ? heading : `${heading} (${number})`, isHere);
  });
}

function linesOf(block: Exclude<Block, Table>): readonly string[] {
  if (block.kind === "heading") return [`<h${block.level}>${escaped(block.text)}</h${block.level}>`];
  if (block.kind === "text") return [`<p>${escaped(block.text)}</p>`];
  if (block.kind === "list")
    return ["<ul>", ...block.items.map((item) => `<li>${escaped(item)}</li>`), "</ul>"];
  const rows = block.rows.map(
    ([label, value]) => `<tr><th scope="row">${escaped(label)}</th><td>${cellOf(value)}</td></tr>`,
  );
  return ['<table class="facts">', ...rows, "</table>"];
}

/** Where the page is narrower than a table, that scrolls: by the keyboard too, and so it has a name of its own. */
function tableLines(
  { head, rows, entry }: Table,
  name: string,
  isHere: (seq: string) => boolean,
): readonly string[] {
  const cell = (text: string, column: number) =>
    column === entry && isHere(text)
      ? `<a href="#entry-${escaped(text)}">${escaped(text)}</a>`
      : cellOf(text);
  return [
    `<div class="wide" role="region" aria-label="${escaped(name)}" tabindex="0">`,
    "<table>",
    `<thead><tr>${head.map((each) => `<th scope="col">${escaped(each)}</th>`).join("")}</tr></thead>`,
    "<tbody>",
    ...rows.map((row) => `<tr>${row.map((text, column) => `<td>${cell(text, column)}</td>`).join("")}</tr>`),
    "</tbody>",
    "</table>",
    "</div>",
  ];
}

/** RFC 3339, UTC. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/u;

/** A time is not broken over lines. */
function cellOf(text: string): string {
  return TIME.test(text) ? `<time datetime="${text}">${text}</time>` : escaped(text);
}
