import type { TargetExpression } from "#domain/command.js";
import type { Host } from "#domain/host.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import { globMatcher } from "#inventory/glob.js";
import type { Inventory } from "#inventory/inventory.js";

/** One kind of row, and how to find it: the same rules hold for machines and for hosts. */
export interface Rows<T> {
  all(): readonly T[];
  get(id: string): T | null;
  named(name: string): readonly T[];
}

/** The machines of an inventory. */
export function machineRows(inventory: Inventory): Rows<VirtualMachine> {
  return {
    all: () => inventory.machines(),
    get: (id) => {
      const object = inventory.get(id);
      return object?.kind === "vm" ? object : null;
    },
    named: (name) => inventory.machinesNamed(name),
  };
}

/** The hosts of an inventory. */
export function hostRows(inventory: Inventory): Rows<Host> {
  return {
    all: () => inventory.hosts(),
    get: (id) => {
      const object = inventory.get(id);
      return object?.kind === "host" ? object : null;
    },
    named: (name) => inventory.hostsNamed(name),
  };
}

/** The rows that an expression names exactly or, where it is a glob, matches; in no particular order. */
export function lookUp<T extends Host | VirtualMachine>(
  inventory: Inventory,
  rows: Rows<T>,
  expression: TargetExpression,
): readonly T[] {
  if (expression.by === "id") {
    const row = rows.get(expression.id);
    return row === null ? [] : [row];
  }
  if (expression.glob) {
    const matches = globMatcher(expression.pattern, expression.by);
    if (expression.by === "name") return rows.all().filter(({ name }) => matches(name));
    return rows.all().filter(({ id }) => matches(inventory.path(id)));
  }
  if (expression.by === "name") return rows.named(expression.text);
  return atPath(inventory, rows, expression.text);
}

/** By name first, so that only rows of the right name have their path put together. */
function atPath<T extends Host | VirtualMachine>(
  inventory: Inventory,
  rows: Rows<T>,
  typed: string,
): readonly T[] {
  const path = canonical(typed);
  const last = path.slice(path.lastIndexOf("/") + 1);
  const spellings = new Set([last, last.replaceAll("%2f", "/")]);
  return [...spellings]
    .flatMap((name) => rows.named(name))
    .filter(({ id }) => canonical(inventory.path(id)) === path);
}

/** `%2F` and `%2f` are one, whichever of them the server or the operator writes. */
function canonical(path: string): string {
  return path.replaceAll("%2F", "%2f").normalize("NFC");
}
