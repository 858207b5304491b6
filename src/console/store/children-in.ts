import type { InventoryObject } from "#domain/inventory-update.js";
import type { Inventory } from "#inventory/inventory.js";
import { inNaturalOrder } from "#inventory/natural-order.js";
import { NameList, type Names } from "#language/candidate-names.js";
import type { Named, PathChild } from "#language/completion-vocabulary.js";

/** Something of an inventory that has a name. */
export type NamedRow = Extract<InventoryObject, { readonly name: string }>;

/** What stands directly in a path, of some rows: they themselves, and what is on the way to them. */
export function childrenIn(
  inventory: Inventory,
  path: string,
  rows: readonly NamedRow[],
  named: (row: NamedRow) => Named,
): Names<PathChild> {
  const leads = path.replace(/\/+$/u, "");
  const children = new Map<string, PathChild>();
  for (const row of rows) {
    const whole = inventory.path(row.id);
    if (!whole.startsWith(`${leads}/`)) continue;
    const [segment = "", ...deeper] = whole.slice(leads.length + 1).split("/");
    const known = children.get(segment);
    const itself = deeper.length === 0;
    children.set(segment, {
      ...(itself ? named(row) : (known ?? { id: null, note: null })),
      name: segment,
      path: `${leads}/${segment}`,
      itself: itself || known?.itself === true,
      holds: !itself || known?.holds === true,
    });
  }
  const found = [...children.values()].map((child) => ({ ...child, id: child.id ?? child.name }));
  return new NameList(
    inNaturalOrder(found),
    ({ name }) => name,
    (child): PathChild => child,
  );
}
