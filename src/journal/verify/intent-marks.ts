import type { ScannedLine } from "#journal/scan-line.js";

/** Where a line lies in its segment, in bytes. */
export interface Mark {
  readonly at: number;
  readonly length: number;
}

/** What answers an intent and does not say what became of it. */
export interface UnknownMarks {
  /** Its outcome UNKNOWN, where there is one. */
  readonly outcome: Mark | null;
  /** The newest recovery that could not tell either, where there is one. */
  readonly recovery: Mark | null;
}

/** An intent of which nothing in its segment says what became of it. */
export interface OpenMark extends UnknownMarks {
  readonly intent: Mark;
}

/** Of an intent that nothing has answered. */
const UNANSWERED: UnknownMarks = { outcome: null, recovery: null };

/** What a segment leaves open, and what it says of intents of earlier ones. */
export interface MarkedIntents {
  readonly open: ReadonlyMap<string, OpenMark>;
  /** By the intent's id: what does not say what became of it, or null where something does. */
  readonly earlier: ReadonlyMap<string, UnknownMarks | null>;
}

const UNKNOWN = Buffer.from('"status":"UNKNOWN"');

/**
 * Follows intents by the places of their lines. Unlike `IntentBook`, whose intents are to be looked up, once each, it holds those open
 * that were looked up in vain.
 */
export class IntentMarks {
  readonly #open = new Map<string, OpenMark>();
  readonly #earlier = new Map<string, UnknownMarks | null>();

  mark({ phase, id, ref }: ScannedLine, bytes: Buffer, at: number): void {
    const place = { at, length: bytes.length };
    if (phase === "intent") {
      this.#open.set(id, { intent: place, ...UNANSWERED });
      return;
    }
    if (ref === null || (phase !== "outcome" && phase !== "recovery")) return;
    const open = this.#open.get(ref);
    const unknown: Partial<UnknownMarks> | null = isUnknown(bytes) ? { [phase]: place } : null;
    if (open !== undefined) {
      if (unknown === null) this.#open.delete(ref);
      else this.#open.set(ref, { ...open, ...unknown });
      return;
    }
    const before = this.#earlier.get(ref);
    if (before !== null) this.#earlier.set(ref, unknown && { ...UNANSWERED, ...before, ...unknown });
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
