import type { TargetExpression } from "#domain/command.js";
import { failure } from "#domain/errors.js";
import type { Inventory } from "#inventory/inventory.js";
import { lookUp, type Row } from "#inventory/lookup.js";
import { resolveAll } from "#inventory/resolve.js";
import type { Rows } from "#inventory/shelf.js";
import type { Fleet } from "#session/fleet/fleet.js";
import { qualified } from "#session/fleet/qualified.js";

/**
 * The rows that an operation would find for an expression, by the rules that `Fleet.propose` goes by: named with their
 * endpoint where there are several. Errors: TARGET_UNKNOWN, TARGET_AMBIGUOUS.
 */
export function meantRows<T extends Row>(
  fleet: Fleet,
  rowsOf: (inventory: Inventory) => Rows<T>,
  expression: TargetExpression,
): readonly T[] {
  if (!fleet.isSeveral) return resolveAll(fleet.inventory, rowsOf(fleet.inventory), expression);
  const named = qualified(expression, fleet.names);
  const links = fleet.links.filter((link) =>
    named.endpoint === null ? fleet.used === null || fleet.used === link : link.name === named.endpoint,
  );
  const found = links.flatMap(({ name, inventory }) =>
    inventory === null
      ? []
      : lookUp(inventory, rowsOf(inventory), named.expression).map((row) => ({
          at: name,
          row: { ...row, name: `${name}:${row.name}` },
        })),
  );
  const { text } = expression;
  if (found.length === 0) throw failure("TARGET_UNKNOWN", { text, nearest: [] });
  const isGlob = expression.by !== "id" && expression.glob;
  if (found.length > 1 && !isGlob) {
    const ids = found.map(({ at, row }) => `@${at}:${row.id}`);
    const several = new Set(found.map(({ at }) => at)).size > 1;
    throw failure("TARGET_AMBIGUOUS", {
      text,
      candidates: several ? found.map(({ row }) => row.name) : ids,
    });
  }
  return found.map(({ row }) => row);
}
