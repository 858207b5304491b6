import { closeSync, readSync } from "node:fs";
import type { Entry } from "#domain/entry.js";
import { openToRead } from "#files/open-to-read.js";
import type { Unresolved } from "#journal/intents.js";
import { decodeLine } from "#journal/line.js";
import type { Mark, MarkedIntents, UnknownMarks } from "#journal/verify/intent-marks.js";
import type { SegmentRange } from "#journal/verify/segment-scan.js";

interface Place extends Mark {
  readonly path: string;
}

interface OpenPlace {
  readonly intent: Place;
  readonly outcome: Place | null;
  readonly recovery: Place | null;
}

/** An intent of which nothing says what became of it. */
export interface OpenIntent extends Unresolved {
  /** The newest recovery that has looked it up and could not tell either, where there is one. */
  readonly recovery: Entry | null;
}

/** What segments, one after the other, leave open. */
export class OpenIntents {
  readonly #open = new Map<string, OpenPlace>();

  add({ path }: SegmentRange, { open, earlier }: MarkedIntents): void {
    for (const [id, unknown] of earlier) {
      const before = this.#open.get(id);
      if (before === undefined) continue;
      if (unknown === null) this.#open.delete(id);
      else {
        const { outcome, recovery } = placedIn(path, unknown);
        this.#open.set(id, {
          intent: before.intent,
          outcome: outcome ?? before.outcome,
          recovery: recovery ?? before.recovery,
        });
      }
    }
    for (const [id, { intent, ...answers }] of open)
      this.#open.set(id, { intent: { ...intent, path }, ...placedIn(path, answers) });
  }

  /** In the order of their intents, read from where they lie. */
  unresolved(): readonly OpenIntent[] {
    return [...this.#open.values()].flatMap(({ intent, outcome, recovery }) => {
      const asked = entryAt(intent);
      if (asked === null) return [];
      const read = (place: Place | null) => (place === null ? null : entryAt(place));
      return [{ intent: asked, outcome: read(outcome), recovery: read(recovery) }];
    });
  }
}

function placedIn(
  path: string,
  { outcome, recovery }: UnknownMarks,
): Pick<OpenPlace, "outcome" | "recovery"> {
  const placed = (mark: Mark | null) => (mark === null ? null : { ...mark, path });
  return { outcome: placed(outcome), recovery: placed(recovery) };
}

function entryAt({ path, at, length }: Place): Entry | null {
  const descriptor = openToRead(path);
  try {
    const bytes = Buffer.alloc(length);
    readSync(descriptor, bytes, 0, length, at);
    const line = decodeLine(bytes);
    return "problem" in line ? null : line.entry;
  } finally {
    closeSync(descriptor);
  }
}
