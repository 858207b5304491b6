import type { TargetExpression } from "#domain/command.js";
import { asShosekiError, failure } from "#domain/errors.js";
import type { Inventory } from "#inventory/inventory.js";
import { resolveAll } from "#inventory/resolve.js";
import type { Operation } from "#operations/operation.js";
import { operationOf } from "#operations/operation-of.js";
import type { ProviderSession } from "#providers/contract.js";
import type { RestrainedNeighbours } from "#session/neighbouring.js";
import { type Found, type Plan, type Planning, planFor, planForNothing } from "#session/plan.js";
import type { Restraints } from "#session/restraints.js";

/** For each target, how its plan is made when its turn comes: what appears from now on is not among them. */
export type FrozenSet = readonly (() => Plan | Promise<Plan>)[];

/** The session that a set is planned on. */
export interface Planner extends Pick<Plan, "at" | "readBy"> {
  readonly provider: ProviderSession;
  /** What there is; throws why nothing can be asked of it now. */
  inventory(): Inventory;
  readonly neighbours: RestrainedNeighbours | undefined;
  restraints(): Restraints;
}

/**
 * What an expression names now. What cannot be told is one plan, which records that it was asked.
 *
 * @param expression null for an operation that makes its target
 */
export function frozenSet(
  { at, readBy, provider, inventory, neighbours, restraints }: Planner,
  expression: TargetExpression | null,
  planning: Planning,
): FrozenSet {
  const { request, ask } = planning;
  const named = expression?.text ?? ("newName" in request ? request.newName : "");
  try {
    const there = { session: provider, inventory: inventory(), neighbours };
    const found = expression === null ? [null] : foundBy(there.inventory, operationOf(request), expression);
    // One may wait for its turn: what binds it then is what counts.
    return found.map(
      (each) => () => planFor({ ...there, at, readBy, restraints: restraints() }, each, planning),
    );
  } catch (error) {
    const { problem } = asShosekiError(error);
    return [() => planForNothing({ at, readBy }, request, ask, named, problem)];
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
