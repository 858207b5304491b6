import { escaped } from "#documents/escaped.js";
import { blockLines } from "#documents/html-blocks.js";
import { htmlPage } from "#documents/html-page.js";
import type { ReportDocument } from "#documents/report-document.js";
import { REPORT_STYLE } from "#documents/report-style.js";

/** A report as one HTML file that fetches nothing and runs nothing. No text of it makes markup. */
export function htmlOf(document: ReportDocument): string {
  const { language, title } = document;
  return htmlPage({
    language,
    title,
    policy: "default-src 'none'; style-src 'unsafe-inline'",
    styles: [`<style>${REPORT_STYLE}</style>`],
    body: [`<h1>${escaped(title)}</h1>`, ...blockLines(document)],
  });
}
