import { paperLine } from "#journal/export-4w1h1r.js";
import type { Line } from "#journal/line.js";
import { change } from "#listings/change.js";
import { printable } from "#messages/printable.js";

/** An entry's line as `log` prints it; null where the format has none for it. */
export type LogFormat = (line: Line) => string | null;

export const LOG_FORMATS: ReadonlyMap<string, LogFormat> = new Map<string, LogFormat>([
  ["human", humanLine],
  // The line as it is on disk.
  ["jsonl", ({ bytes }) => bytes.toString()],
  ["4w1h1r", ({ entry }) => paperLine(entry)],
]);

function humanLine({ entry }: Line): string {
  const { seq, STR, END, phase, OPR, USR, HST, TGT, RST, why, ticket } = entry;
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
