import type { Block, ReportDocument } from "#procedures/report/report-document.js";
import { REPORT_STYLE } from "#procedures/report/report-style.js";

/** A report as one HTML file that fetches nothing and runs nothing. No text of it makes markup. */
export function htmlOf({ language, title, blocks }: ReportDocument): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  return [
    "<!doctype html>",
    `<html lang="${escaped(language)}">`,
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escaped(title)}</title>`,
    `<style>${REPORT_STYLE}</style>`,
    "</head>",
    "<body>",
    `<h1>${escaped(title)}</h1>`,
    ...blocks.flatMap(written),
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

function written(block: Block): readonly string[] {
  if (block.kind === "heading") return [`<h${block.level}>${escaped(block.text)}</h${block.level}>`];
  if (block.kind === "text") return [`<p>${escaped(block.text)}</p>`];
  if (block.kind === "facts") {
    const rows = block.rows.map(
      ([label, value]) => `<tr><th scope="row">${escaped(label)}</th><td>${escaped(value)}</td></tr>`,
    );
    return ['<table class="facts">', ...rows, "</table>"];
  }
  if (block.kind === "list")
    return ["<ul>", ...block.items.map((item) => `<li>${escaped(item)}</li>`), "</ul>"];
  const { head, rows } = block;
  return [
    "<table>",
    `<thead><tr>${head.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join("")}</tr></thead>`,
    "<tbody>",
    ...rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`),
    "</tbody>",
    "</table>",
  ];
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (character) => ENTITIES[character] ?? "");
}
