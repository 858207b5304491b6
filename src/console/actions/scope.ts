import { sessionOf } from "#console/actions/session-of.js";
import type { Console } from "#console/console.js";
import type { TargetExpression } from "#domain/command.js";
import type { Inventory } from "#inventory/inventory.js";
import { partedId } from "#inventory/joined.js";
import type { Row } from "#inventory/lookup.js";
import { qualified } from "#session/fleet/qualified.js";

/** Where what an expression names is looked for. */
interface Scope {
  readonly inventory: Inventory;
  /** As it is understood there; null for all that is there. */
  readonly expression: TargetExpression | null;
  /** A row of it as a listing calls it: with its endpoint, where that is not the one that is meant anyway. */
  called<T extends Row>(row: T): T;
}

/**
 * Of one endpoint, the only one or the one that is used, what it says now; else of all of them what they said last, or of the
 * one that the expression begins with, whichever is used. Throws why there is no session at the one that is meant.
 */
export function scopeOf(console: Console, expression: TargetExpression | null): Scope {
  const { fleet } = console.store.endpoints;
  const endpoint =
    fleet.isSeveral && expression !== null ? qualified(expression, fleet.names).endpoint : null;
  if (endpoint !== null) {
    const { session, expression: own } = fleet.asked(expression);
    return { inventory: session.lastInventory, expression: own, called: (row) => at(endpoint, row) };
  }
  if (fleet.isSeveral && fleet.used === null) {
    const { inventory } = fleet;
    return { inventory, expression, called: (row) => at(partedId(row.id).endpoint, row) };
  }
  return { inventory: sessionOf(console).inventory, expression, called: (row) => row };
}

function at<T extends Row>(endpoint: string, row: T): T {
  return { ...row, name: `${endpoint}:${row.name}` };
}
