import type { InventoryObject } from "#domain/inventory-update.js";

/** What a batch of updates came to, each object once, however often the batch spoke of it. */
export interface Changed {
  readonly entered: readonly InventoryObject[];
  readonly changed: readonly Change[];
  readonly left: readonly InventoryObject[];
}

interface Change {
  readonly before: InventoryObject;
  readonly after: InventoryObject;
}

/** What a batch came to, from what there was before it of each object that it spoke of (null: nothing). */
export function changedSince(
  before: ReadonlyMap<string, InventoryObject | null>,
  now: (id: string) => InventoryObject | null,
): Changed {
  const entered: InventoryObject[] = [];
  const changed: Change[] = [];
  const left: InventoryObject[] = [];
  for (const [id, was] of before) {
    const is = now(id);
    if (was === is) continue;
    if (was === null && is !== null) entered.push(is);
    else if (was !== null && is === null) left.push(was);
    else if (was !== null && is !== null) changed.push({ before: was, after: is });
  }
  return { entered, changed, left };
}
