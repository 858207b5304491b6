import type { TargetExpression } from "#domain/command.js";
import type { Inventory } from "#inventory/inventory.js";
import { lookUp, type Row } from "#inventory/lookup.js";
import { inNaturalOrder } from "#inventory/natural-order.js";
import type { Rows } from "#inventory/shelf.js";

/**
 * The rows of a listing, in natural order of name; all of them without a pattern, and none is no error. A pattern
 * without wildcards is looked for inside the name, or the path, whatever its case: a listing may be generous
 * where an operation may not.
 */
export function matching<T extends Row>(
  inventory: Inventory,
  rows: Rows<T>,
  pattern: TargetExpression | null,
): readonly T[] {
  return inNaturalOrder(filtered(inventory, rows, pattern));
}

function filtered<T extends Row>(
  inventory: Inventory,
  rows: Rows<T>,
  pattern: TargetExpression | null,
): readonly T[] {
  if (pattern === null) return rows.all();
  if (pattern.by === "id" || pattern.glob) return lookUp(inventory, rows, pattern);
  const part = folded(pattern.text);
  return rows
    .all()
    .filter(({ id, name }) => folded(pattern.by === "path" ? inventory.path(id) : name).includes(part));
}

function folded(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
