import type { CastEvent, ScreenSize } from "#recording/replay/cast.js";

/** What is written at once, and what size the screen has from then on; null for the same. */
interface Batch {
  readonly texts: readonly string[];
  readonly size: ScreenSize | null;
}

/** An emulator takes so much before it has shown it, in events and UTF-16 units. */
const MOST = { texts: 1_000, units: 1_000_000 };

/** The events from one index to before another, in batches: a text for each that is no resize, empty where it writes nothing. */
export function* batches(events: readonly CastEvent[], from: number, to: number): Generator<Batch> {
  let texts: string[] = [];
  let units = 0;
  for (let index = from; index < to; index += 1) {
    const event = events[index];
    const size = event?.kind === "resize" ? event.size : null;
    if (size === null) texts.push(event?.kind === "output" ? event.text : "");
    units += texts.at(-1)?.length ?? 0;
    if (size === null && texts.length < MOST.texts && units < MOST.units) continue;
    yield { texts, size };
    texts = [];
    units = 0;
  }
  if (texts.length > 0) yield { texts, size: null };
}
