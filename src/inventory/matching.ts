import type { TargetExpression } from "#domain/command.js";
import type { Host } from "#domain/host.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import type { Inventory } from "#inventory/inventory.js";
import { hostRows, lookUp, machineRows, type Rows } from "#inventory/lookup.js";
import { inNaturalOrder } from "#inventory/natural-order.js";

interface Listed {
  vms: VirtualMachine;
  hosts: Host;
}

/**
 * The rows of a listing, in natural order of name; all of them without a pattern, and none is no error. A pattern
 * without wildcards is looked for inside the name, or the path, whatever its case: a listing may be generous
 * where an operation may not.
 */
export function matching<K extends keyof Listed>(
  inventory: Inventory,
  what: K,
  pattern: TargetExpression | null,
): readonly Listed[K][] {
  const rows: { [W in keyof Listed]: () => Rows<Listed[W]> } = {
    vms: () => machineRows(inventory),
    hosts: () => hostRows(inventory),
  };
  return inNaturalOrder(filtered(inventory, rows[what](), pattern));
}

function filtered<T extends Host | VirtualMachine>(
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
