import type { Cast, CastEvent } from "#recording/replay/cast.js";

/** What is in a recording at a moment of it. */
export type Marker = CastEvent & { readonly kind: "marker" };

export function markersOf({ events }: Cast): readonly Marker[] {
  return events.filter((event): event is Marker => event.kind === "marker");
}

/** How many of the things, which are in order, are at a time or before it. */
export function countUntil(things: readonly { readonly at: number }[], at: number): number {
  let low = 0;
  let high = things.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((things[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
