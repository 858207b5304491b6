import { reportDocument } from "#cli/report-document.js";
import { htmlOf } from "#documents/html.js";
import { markdownOf } from "#documents/markdown.js";
import type { ReportDocument } from "#documents/report-document.js";
import type { Layout } from "#journal/layout.js";
import type { Catalogue } from "#messages/catalogue.js";
import { markLine, type ReportFormat, type ReportMark } from "#procedures/report/report-mark.js";
import { type RunReport, reportOf } from "#procedures/report/run-report.js";

/** A report, and what it was made of. */
export interface ReportMade {
  readonly report: RunReport;
  readonly mark: ReportMark;
  readonly bytes: Buffer;
}

const WRITERS: Readonly<Record<ReportFormat, (document: ReportDocument) => string>> = {
  md: markdownOf,
  html: htmlOf,
};

/** Makes the report that a mark is of: the same journal gives the same bytes. Errors: those of `reportOf`. */
export async function reportText(
  layout: Layout,
  mark: ReportMark,
  catalogue: Catalogue,
): Promise<ReportMade> {
  const report = await reportOf(layout, mark.run, mark.upTo);
  const text = WRITERS[mark.format](reportDocument(report, catalogue));
  return { report, mark, bytes: Buffer.from(`${markLine(mark)}${text}`) };
}
