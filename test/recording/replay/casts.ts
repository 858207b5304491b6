import type { Cast } from "#recording/replay/cast.js";
import { readCast } from "#recording/replay/read-cast.js";

type Line = readonly [seconds: number, code: string, data: unknown];

/** The bytes of an asciicast v2. */
export function castBytes(lines: readonly Line[], header: Record<string, unknown> = {}): Buffer {
  const all = [{ version: 2, width: 20, height: 4, timestamp: 1_772_355_600, ...header }, ...lines];
  return Buffer.from(all.map((line) => `${JSON.stringify(line)}\n`).join(""));
}

/** A recording of such lines. */
export function cast(lines: readonly Line[], header: Record<string, unknown> = {}): Cast {
  return readCast("test.cast", castBytes(lines, header));
}

/** A frame as the recorder draws it over nothing. */
export function whole(rows: readonly string[], cursor = "\u001b[?25l"): string {
  const placed = rows.map((text, y) => `\u001b[${y + 1};1H${text}\u001b[0m`).join("");
  return `\u001b[0m\u001b[H\u001b[2J\u001b[?7l${placed}\u001b[?7h${cursor}`;
}

/** One row of such a frame that has changed. */
export function row(y: number, text: string): string {
  return `\u001b[?7l\u001b[${y + 1};1H${text}\u001b[0m\u001b[?7h\u001b[?25l`;
}
