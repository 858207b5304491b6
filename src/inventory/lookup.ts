import type { TargetExpression } from "#domain/command.js";
import { globMatcher } from "#inventory/glob.js";
import type { Inventory } from "#inventory/inventory.js";
import type { Rows } from "#inventory/shelf.js";

/** What every row has. */
export interface Row {
  readonly id: string;
  readonly name: string;
}

/** The rows that an expression names exactly or, where it is a glob, matches; in no particular order. */
export function lookUp<T extends Row>(
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
function atPath<T extends Row>(inventory: Inventory, rows: Rows<T>, typed: string): readonly T[] {
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
