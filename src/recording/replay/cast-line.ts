import type { CastProblem } from "#domain/cast-problem.js";
import { CAST_LIMITS, type CastEvent, type ScreenSize } from "#recording/replay/cast.js";

/** The first line of an asciicast v2. */
export interface CastHeader {
  readonly size: ScreenSize;
  readonly begun: number | null;
  readonly title: string;
}

/** What a later line is; null for an event of a kind that the format does not know, which is passed over. */
type ReadEvent = CastEvent | null | CastProblem;

/** As asciinema writes it: https://docs.asciinema.org/manual/asciicast/v2/ ("Header"). */
export function readHeader(line: string): CastHeader | CastProblem {
  const value = parsed(line);
  if (value === undefined) return "NOT_JSON";
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "NOT_HEADER";
  const { version, width, height, timestamp, title } = value as Readonly<Record<string, unknown>>;
  if (version !== 2) return typeof version === "number" ? versionProblem(version) : "NOT_HEADER";
  const size = sizeOf(width, height);
  if (size === null) return "SIZE";
  const begun = typeof timestamp === "number" && Number.isFinite(timestamp) ? timestamp * 1_000 : null;
  return { size, begun, title: typeof title === "string" ? title : "" };
}

/** Whether a file begins as an asciicast v1 does: that is one document, which may have lines of its own. */
export function isVersion1(beginning: string): boolean {
  return /^\s*\{[^}]*?"version":\s*1\b/u.test(beginning);
}

/** `[time, code, data]`, the time in seconds ("Event stream" there). */
export function readEvent(line: string): ReadEvent {
  const value = parsed(line);
  if (value === undefined) return "NOT_JSON";
  if (!Array.isArray(value) || value.length !== 3) return "NOT_EVENT";
  const [seconds, code, text] = value as readonly unknown[];
  if (typeof code !== "string") return "NOT_EVENT";
  if (typeof seconds !== "number" || !(seconds >= 0) || seconds > LONGEST_SECONDS) return "TIME";
  const read = Object.hasOwn(EVENTS, code) ? EVENTS[code] : undefined;
  if (read === undefined) return null;
  if (typeof text !== "string") return "NOT_EVENT";
  // Microseconds, as asciinema has them: nothing is rounded to another moment.
  return read(Math.round(seconds * 1e6) / 1e3, text);
}

/** A hundred years: a time beyond is none, and sums of times stay exact. */
const LONGEST_SECONDS = 3_200_000_000;

const EVENTS: Readonly<Record<string, (at: number, text: string) => ReadEvent>> = {
  o: (at, text) => ({ at, kind: "output", text }),
  i: (at, text) => ({ at, kind: "input", text }),
  m: (at, text) => ({ at, kind: "marker", text }),
  r: (at, text) => {
    const [, columns, rows] = /^(\d{1,5})x(\d{1,5})$/u.exec(text) ?? [];
    const size = sizeOf(Number(columns), Number(rows));
    return size === null ? "RESIZE" : { at, kind: "resize", size };
  },
};

const VERSIONS: Readonly<Record<number, CastProblem>> = { 1: "VERSION_1", 3: "VERSION_3" };

function versionProblem(version: number): CastProblem {
  return VERSIONS[version] ?? "OTHER_VERSION";
}

function sizeOf(columns: unknown, rows: unknown): ScreenSize | null {
  return isUpTo(columns, CAST_LIMITS.columns) && isUpTo(rows, CAST_LIMITS.rows) ? { columns, rows } : null;
}

function isUpTo(value: unknown, most: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most;
}

/** Undefined for what is no JSON. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
