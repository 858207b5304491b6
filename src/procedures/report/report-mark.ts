/** Of what a report is, and how it is written: with the journal that says all there is to say. */
export interface ReportMark {
  /** The run's UUIDv7. */
  readonly run: string;
  readonly format: ReportFormat;
  readonly language: string;
  /** The newest entry of the run that it knows of, by its `seq` in the journal. */
  readonly upTo: number;
}

export type ReportFormat = "md" | "html";

export const REPORT_FORMATS: readonly ReportFormat[] = ["md", "html"];

/** The first line of a report, a comment in both formats, by which it can be made once more. Its newline included. */
export function markLine({ run, format, language, upTo }: ReportMark): string {
  return `<!-- shoseki-report/1 run=${run} format=${format} lang=${language} upTo=${upTo} -->\n`;
}

const MARK =
  /^<!-- shoseki-report\/1 run=(?<run>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) format=(?<format>md|html) lang=(?<language>[a-z]{2}) upTo=(?<upTo>\d{1,15}) -->\n/u;

/** What the first line of a report says; null for what begins with no such line. */
export function readMark(text: string): ReportMark | null {
  const groups = MARK.exec(text.slice(0, 256))?.groups;
  if (groups === undefined) return null;
  const { run = "", format = "", language = "", upTo = "" } = groups;
  const mark: ReportMark = { run, format: format === "html" ? "html" : "md", language, upTo: Number(upTo) };
  return text.startsWith(markLine(mark)) ? mark : null;
}
