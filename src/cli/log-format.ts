import { paperLine } from "#journal/export-4w1h1r.js";
import { csvHeader, csvRecord } from "#journal/export-csv.js";
import type { Criteria } from "#journal/index/criteria.js";
import type { Line } from "#journal/line.js";
import { change } from "#listings/change.js";
import { runMark } from "#listings/run-mark.js";
import { printable } from "#messages/printable.js";

/** How `log` prints entries. */
export interface LogFormat {
  /** What stands before them. */
  readonly header?: string;
  /** Which entries it has a line for; all, where it does not say. */
  readonly criteria?: Criteria;
  /** An entry's line, without its newline. */
  print(line: Line): string;
}

export const LOG_FORMATS: ReadonlyMap<string, LogFormat> = new Map<string, LogFormat>([
  ["human", { print: humanLine }],
  // The line as it is on disk.
  ["jsonl", { print: ({ bytes }) => bytes.toString() }],
  [
    "4w1h1r",
    { criteria: { phase: (phase) => phase === "outcome" }, print: ({ entry }) => paperLine(entry) ?? "" },
  ],
  // RFC 4180 ends its lines with CRLF.
  ["csv", { header: `${csvHeader()}\r`, print: (line) => `${csvRecord(line)}\r` }],
]);

function humanLine({ entry }: Line): string {
  const { seq, STR, END, phase, OPR, USR, HST, TGT, RST, why, ticket, run } = entry;
  const status = phase === "intent" ? "..." : (RST?.status ?? "");
  const parts = [
    String(seq).padStart(6),
    localTime(END ?? STR),
    phase.padEnd(8),
    status.padEnd(7),
    OPR.padEnd(16),
    TGT.name,
    change(entry) ?? "",
    `by ${USR.name} at ${HST.host ?? HST.endpoint}`,
    ...(ticket === undefined ? [] : [`[${ticket}]`]),
    ...(run === undefined ? [] : [`{${runMark(run)}}`]),
    ...(why === undefined ? [] : [`"${why}"`]),
    ...(RST?.message === undefined ? [] : [`(${RST.message})`]),
  ];
  return printable(
    parts
      .filter((part) => part !== "")
      .join("  ")
      .trimEnd(),
  );
}

function localTime(time: string): string {
  const at = new Date(time);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}
