/** What an asciicast v2 has a line of its own for: output, input, a resize, a marker. */
export type CastCode = "o" | "i" | "r" | "m";

export interface CastHeading {
  readonly columns: number;
  readonly rows: number;
  /** When it begins, in milliseconds of the epoch. */
  readonly begun: number;
  readonly title: string;
  /** `TERM`, as the console found it. */
  readonly term: string;
}

/** The first line of a recording, with its end: https://docs.asciinema.org/manual/asciicast/v2/ ("Header"). */
export function castHeader({ columns, rows, begun, title, term }: CastHeading): string {
  const header = {
    version: 2,
    width: columns,
    height: rows,
    timestamp: Math.floor(begun / 1000),
    title,
    env: { TERM: term },
  };
  return `${JSON.stringify(header)}\n`;
}

/**
 * A later line, with its end: `[12.345,"o","..."]` ("Event stream" there).
 *
 * @param at milliseconds from the beginning, whole
 */
export function castEvent(at: number, code: CastCode, text: string): string {
  return `[${(at / 1000).toFixed(3)},"${code}",${JSON.stringify(text)}]\n`;
}

/** How many bytes of a recording are whole events, from the first of them on; what follows was cut, or is none. */
export function wholeEvents(bytes: Uint8Array): number {
  const text = Buffer.from(bytes);
  let whole = 0;
  for (let end = text.indexOf(0x0a); end >= 0; end = text.indexOf(0x0a, whole)) {
    if (!isEvent(text.toString("utf8", whole, end))) return whole;
    whole = end + 1;
  }
  return whole;
}

/** The header is none, but what follows it is looked at only where it is whole. */
function isEvent(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}
