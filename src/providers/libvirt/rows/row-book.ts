import { isDeepStrictEqual } from "node:util";
import type { InventoryFacts, InventoryObject, InventoryUpdate } from "#domain/inventory-update.js";

/** What has been told of the inventory, and so what there is to tell of it when it is looked at again. */
export class RowBook {
  readonly #rows = new Map<string, InventoryObject>();

  /** All objects of some kinds, as they are now: others of these kinds are gone. */
  all(kinds: readonly InventoryObject["kind"][], rows: readonly InventoryObject[]): InventoryUpdate[] {
    const there = new Set(rows.map(({ id }) => id));
    const gone = [...this.#rows.values()].filter(({ id, kind }) => kinds.includes(kind) && !there.has(id));
    return [...this.left(gone.map(({ id }) => id)), ...this.seen(rows)];
  }

  /** Some objects as they are now. */
  seen(rows: readonly InventoryObject[]): InventoryUpdate[] {
    return rows.flatMap((row): InventoryUpdate[] => {
      const before = this.#rows.get(row.id);
      this.#rows.set(row.id, row);
      if (before?.kind !== row.kind) return [{ change: "enter", object: row }];
      const facts = changed(before, row);
      return Object.keys(facts).length === 0 ? [] : [{ change: "modify", id: row.id, facts }];
    });
  }

  /** Objects that are gone. */
  left(ids: readonly string[]): InventoryUpdate[] {
    return ids.flatMap((id) => (this.#rows.delete(id) ? [{ change: "leave" as const, id }] : []));
  }
}

function changed(before: InventoryObject, after: InventoryObject): InventoryFacts {
  const known: Readonly<Record<string, unknown>> = { ...before };
  return Object.fromEntries(
    Object.entries(after).filter(([key, value]) => {
      const told = known[key];
      return told !== value && !isDeepStrictEqual(told, value);
    }),
  );
}
