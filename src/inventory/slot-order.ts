/** Slots in an order, and how two compare: negative, 0 or positive. */
export type CompareSlots = (a: number, b: number) => number;

/**
 * An order with some of its slots put right. `stale` holds each once: those that compare otherwise than
 * before, that are new, and that are gone; `fresh`, sorted, those of them that are there. Costs a pass over the order,
 * and comparisons for the fresh only. `slots`: how many slots there are, taken or not.
 */
export function reordered(
  order: Int32Array,
  stale: readonly number[],
  fresh: Int32Array | readonly number[],
  compare: CompareSlots,
  slots: number,
): Int32Array {
  const kept = without(order, stale, slots);
  const merged = new Int32Array(kept.length + fresh.length);
  let from = 0;
  let to = 0;
  for (const slot of fresh) {
    const place = placeIn(kept, slot, from, compare);
    merged.set(kept.subarray(from, place), to);
    to += place - from;
    merged[to++] = slot;
    from = place;
  }
  merged.set(kept.subarray(from), to);
  return merged;
}

function without(order: Int32Array, stale: readonly number[], slots: number): Int32Array {
  const isStale = new Uint8Array(slots);
  for (const slot of stale) isStale[slot] = 1;
  const kept = new Int32Array(order.length);
  let count = 0;
  for (const slot of order) if (isStale[slot] === 0) kept[count++] = slot;
  return kept.subarray(0, count);
}

/** The place from `from` on at which a slot belongs. */
function placeIn(order: Int32Array, slot: number, from: number, compare: CompareSlots): number {
  let [low, high] = [from, order.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(order[middle] ?? 0, slot) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
