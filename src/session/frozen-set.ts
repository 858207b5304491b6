import type { TargetExpression } from "#domain/command.js";
import { asShosekiError, failure } from "#domain/errors.js";
import type { Inventory } from "#inventory/inventory.js";
import { resolveAll } from "#inventory/resolve.js";
import type { Operation } from "#operations/operation.js";
import { operationOf } from "#operations/operation-of.js";
import type { ProviderSession } from "#providers/contract.js";
import { type Found, type Plan, type Planning, planFor, planForNothing } from "#session/plan.js";

/** For each target, how its plan is made when its turn comes: what appears from now on is not among them. */
export type FrozenSet = readonly (() => Plan | Promise<Plan>)[];

/**
 * What an expression names now. What cannot be told is one plan, which records that it was asked.
 *
 * @param inventory what there is; throws what ended the session
 * @param expression null for an operation that makes its target
 */
export function frozenSet(
  session: ProviderSession,
  inventory: () => Inventory,
  expression: TargetExpression | null,
  planning: Planning,
): FrozenSet {
  const { request, ask } = planning;
  const named = expression?.text ?? ("newName" in request ? request.newName : "");
  try {
    const ground = { session, inventory: inventory() };
    const found = expression === null ? [null] : foundBy(ground.inventory, operationOf(request), expression);
    return found.map((each) => () => planFor(ground, each, planning));
  } catch (error) {
    const { problem } = asShosekiError(error);
    return [() => planForNothing(request, ask, named, problem)];
  }
}

function foundBy(
  inventory: Inventory,
  { name, on, bulk }: Operation,
  expression: TargetExpression,
): readonly Found[] {
  const named = expression.by !== "id";
  const found: readonly Found[] =
    on === "host"
      ? resolveAll(inventory, inventory.hosts, expression).map(({ id, name: its }) => {
          return { id, name: its, uuid: null, host: id, named };
        })
      : resolveAll(inventory, inventory.machines, expression).map((machine) => ({ ...machine, named }));
  if (bulk || found.length === 1) return found;
  throw failure("ONE_TARGET_ONLY", { operation: name, text: expression.text, count: found.length });
}
