import { closeSync, openSync, readSync } from "node:fs";
import type { Entry } from "#domain/entry.js";
import type { Unresolved } from "#journal/intents.js";
import { decodeLine } from "#journal/line.js";
import type { Mark, MarkedIntents } from "#journal/verify/intent-marks.js";
import type { SegmentRange } from "#journal/verify/segment-scan.js";

interface Place extends Mark {
  readonly path: string;
}

interface OpenPlace {
  readonly intent: Place;
  readonly outcome: Place | null;
}

/** What segments, one after the other, leave open. */
export class OpenIntents {
  readonly #open = new Map<string, OpenPlace>();

  add({ path }: SegmentRange, { open, earlier }: MarkedIntents): void {
    for (const [id, unknown] of earlier) {
      const before = this.#open.get(id);
      if (before === undefined) continue;
      if (unknown === null) this.#open.delete(id);
      else this.#open.set(id, { intent: before.intent, outcome: { ...unknown, path } });
    }
    for (const [id, { intent, outcome }] of open) {
      const placed = outcome === null ? null : { ...outcome, path };
      this.#open.set(id, { intent: { ...intent, path }, outcome: placed });
    }
  }

  /** In the order of their intents, read from where they lie. */
  unresolved(): readonly Unresolved[] {
    return [...this.#open.values()].flatMap(({ intent, outcome }) => {
      const asked = entryAt(intent);
      if (asked === null) return [];
      return [{ intent: asked, outcome: outcome === null ? null : entryAt(outcome) }];
    });
  }
}

function entryAt({ path, at, length }: Place): Entry | null {
  const descriptor = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(length);
    readSync(descriptor, bytes, 0, length, at);
    const line = decodeLine(bytes);
    return "problem" in line ? null : line.entry;
  } finally {
    closeSync(descriptor);
  }
}
