import { TextDecoder } from "node:util";
import type { CastProblem } from "#domain/cast-problem.js";
import { failure } from "#domain/errors.js";
import { CAST_LIMITS, type Cast, type CastEvent } from "#recording/replay/cast.js";
import { isVersion1, readEvent, readHeader } from "#recording/replay/cast-line.js";

const NEWLINE = 0x0a;

/**
 * Reads an asciicast v2, strictly. What is after its last line's end is left out unless it is an event: a recording that is
 * being written ends there. Throws `CAST_INVALID`, with the line that is wrong, counted from 1.
 *
 * @param path as it is called in what is said of it
 */
export function readCast(path: string, bytes: Uint8Array): Cast {
  const wrong = (line: number, problem: CastProblem) => failure("CAST_INVALID", { path, line, problem });
  if (bytes.length > CAST_LIMITS.bytes) throw wrong(1, "TOO_LARGE");
  if (bytes.length === 0) throw wrong(1, "EMPTY");
  const lines = linesOf(bytes);
  const first = lines.next();
  const text = first.done ? null : first.value.text;
  if (text === null) throw wrong(1, "NOT_UTF8");
  const header = readHeader(text);
  if (typeof header === "string")
    throw wrong(1, header === "NOT_JSON" && isVersion1(beginningOf(bytes)) ? "VERSION_1" : header);
  const events: CastEvent[] = [];
  let isUnfinished = false;
  let number = 1;
  let duration = 0;
  for (const line of lines) {
    number += 1;
    const event = line.text === null ? "NOT_UTF8" : readEvent(line.text);
    if (typeof event === "string") {
      if (line.isWhole) throw wrong(number, event);
      isUnfinished = true;
    } else if (event !== null) {
      if (event.at < duration) throw wrong(number, "TIME_BACKWARDS");
      if (events.length === CAST_LIMITS.events) throw wrong(number, "TOO_MANY");
      duration = event.at;
      events.push(event);
    }
  }
  return { ...header, events, duration, isUnfinished };
}

/** As much of a file as a header can be, whatever it is. */
function beginningOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, LONGEST_BEGINNING)).toString("utf8");
}

const LONGEST_BEGINNING = 4_096;

interface RawLine {
  /** Null for what is no UTF-8. */
  readonly text: string | null;
  /** Whether it has its end. */
  readonly isWhole: boolean;
}

function* linesOf(bytes: Uint8Array): Generator<RawLine, void> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, from);
    const isWhole = end !== -1;
    const to = isWhole ? end : bytes.length;
    yield { text: decoded(decoder, bytes.subarray(from, to)), isWhole };
    from = to + 1;
  }
}

function decoded(decoder: TextDecoder, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
