import type { ScannedLine } from "#journal/scan-line.js";

/** Where a line lies in its segment, in bytes. */
export interface Mark {
  readonly at: number;
  readonly length: number;
}

/** An intent that nothing in its segment has completed. */
export interface OpenMark {
  readonly intent: Mark;
  /** Its outcome UNKNOWN, and in which segment, where there is one. */
  readonly outcome: Mark | null;
}

/** What a segment leaves open, and what it says of intents of earlier ones. */
export interface MarkedIntents {
  readonly open: ReadonlyMap<string, OpenMark>;
  /** By the intent's id: where its outcome UNKNOWN is, or null where it is completed. */
  readonly earlier: ReadonlyMap<string, Mark | null>;
}

const UNKNOWN = Buffer.from('"status":"UNKNOWN"');

/** Follows intents as `IntentBook` does, by the places of their lines. */
export class IntentMarks {
  readonly #open = new Map<string, OpenMark>();
  readonly #earlier = new Map<string, Mark | null>();

  mark({ phase, id, ref }: ScannedLine, bytes: Buffer, at: number): void {
    const place = { at, length: bytes.length };
    if (phase === "intent") {
      this.#open.set(id, { intent: place, outcome: null });
      return;
    }
    if (ref === null || (phase !== "outcome" && phase !== "recovery")) return;
    const open = this.#open.get(ref);
    const unknown = phase === "outcome" && isUnknown(bytes) ? place : null;
    if (open === undefined) {
      if (this.#earlier.get(ref) !== null) this.#earlier.set(ref, unknown);
    } else if (unknown === null) this.#open.delete(ref);
    else this.#open.set(ref, { intent: open.intent, outcome: unknown });
  }

  marked(): MarkedIntents {
    return { open: this.#open, earlier: this.#earlier };
  }
}

/** In canonical form these characters stand for the result's status, or for a fact of that name. */
function isUnknown(bytes: Buffer): boolean {
  const result = bytes.indexOf('"RST":{');
  return result >= 0 && bytes.subarray(result, bytes.indexOf('"STR":"', result)).includes(UNKNOWN);
}
