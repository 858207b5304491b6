import type { InventoryFacts, InventoryObject } from "#domain/inventory-update.js";
import type { ObjectUpdate, Properties } from "#providers/vsphere/property-collector.js";

type Readers<T> = { readonly [K in keyof T]?: (properties: Properties) => T[K] | null };

interface RowParts<T extends InventoryObject> {
  /** What a row is before the server has said anything. */
  readonly empty: Omit<T, "id" | "name" | "parent">;
  /** A reader that answers null leaves the row as it is. */
  readonly readers: Readers<T>;
  /** What a row is after the server has unset one of its properties. */
  readonly unset?: Readonly<Record<string, Partial<T>>>;
  /** Whether an object is left out. */
  readonly hidden?: (properties: Properties) => boolean;
}

/** How the objects of one type become rows of the inventory. */
export interface RowKind {
  /** Null for what the inventory does not show. */
  entered(id: string, properties: Properties): InventoryObject | null;
  /** Only what has changed. */
  changed(update: ObjectUpdate): InventoryFacts;
}

export function rowKind<T extends InventoryObject>({ empty, readers, unset, hidden }: RowParts<T>): RowKind {
  return {
    entered(id, properties) {
      if (hidden?.(properties)) return null;
      const row = { ...empty, id, name: id, parent: null, ...reported(readers, properties) };
      return row as unknown as T;
    },
    changed(update) {
      const gone = update.unset.map((path) => unset?.[path] ?? {});
      return Object.assign({}, ...gone, reported(readers, update.properties));
    },
  };
}

function reported<T extends object>(readers: Readers<T>, properties: Properties): Partial<T> {
  const facts: Partial<T> = {};
  for (const key of Object.keys(readers) as (keyof T)[]) {
    const value = readers[key]?.(properties) ?? null;
    if (value !== null) facts[key] = value;
  }
  return facts;
}
