import { MARKER_LABEL } from "#domain/recording.js";
import { NEWLINE } from "#journal/line.js";

/** A marker as it lies in a recording. */
export interface CastMarker {
  readonly seq: number;
  /** Milliseconds from the recording's beginning. */
  readonly at: number;
  readonly OPR: string;
}

/** No marker is so long, in bytes: of a longer line only the beginning is kept. */
const LONGEST = 1024 * 1024;
const BEGINNING = 64;

/** `[12.345,"o",`: what begins so is no marker, whatever follows, and need not be read as JSON. */
const OTHER_EVENT = /^\[\d{1,12}(?:\.\d{1,9})?,"[oir]",/u;

/**
 * Picks the markers of entries out of the pieces of a recording. Whoever plays it reads JSON: so every line that could be a marker
 * is read so here too, however it is written.
 */
export class MarkerReader {
  readonly markers: CastMarker[] = [];
  /** What is wrong with the first line that is none of a recording of ours. */
  problem: string | null = null;
  #rest: Buffer = Buffer.alloc(0);
  #isTooLong = false;
  #number = 0;

  add(bytes: Buffer): void {
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      this.#keep(bytes.subarray(start, end));
      this.#line();
      start = end + 1;
    }
    this.#keep(bytes.subarray(start));
  }

  /** A last line without its end is one for whoever plays it. */
  end(): void {
    if (this.#rest.length > 0) this.#line();
  }

  #keep(bytes: Buffer): void {
    if (this.#isTooLong) return;
    const rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    this.#isTooLong = rest.length > LONGEST;
    this.#rest = this.#isTooLong ? rest.subarray(0, BEGINNING) : rest;
  }

  #line(): void {
    const [line, isTooLong] = [this.#rest, this.#isTooLong];
    [this.#rest, this.#isTooLong] = [Buffer.alloc(0), false];
    this.#number += 1;
    if (OTHER_EVENT.test(line.toString("latin1", 0, BEGINNING))) return;
    const read = isTooLong ? undefined : parsed(line);
    if (read === undefined) this.#wrong("is none of a recording");
    else if (Array.isArray(read) && read[1] === "m") this.#marker(read);
  }

  #marker([seconds, , text]: readonly unknown[]): void {
    const { seq, OPR } = MARKER_LABEL.exec(String(text))?.groups ?? {};
    if (typeof seconds !== "number" || seq === undefined || OPR === undefined)
      this.#wrong("is a marker, and no entry's");
    else this.markers.push({ seq: Number(seq), at: Math.round(seconds * 1000), OPR });
  }

  #wrong(problem: string): void {
    this.problem ??= `its line ${this.#number} ${problem}`;
  }
}

/** Undefined for what is no JSON. */
function parsed(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString());
  } catch {
    return undefined;
  }
}
