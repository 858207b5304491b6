import type { TargetExpression } from "#domain/command.js";
import { failure, type ShosekiError } from "#domain/errors.js";
import type { Host } from "#domain/host.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import type { Inventory } from "#inventory/inventory.js";
import { hostRows, lookUp, machineRows } from "#inventory/lookup.js";
import { inNaturalOrder } from "#inventory/natural-order.js";
import { nearestNames } from "#inventory/nearest-names.js";

type Row = Host | VirtualMachine;

/**
 * The machines that an expression means, at least one, in natural order of name. Only a glob may mean several.
 * TARGET_UNKNOWN with up to three near names, TARGET_AMBIGUOUS with the path and id of each candidate.
 */
export function resolveMachines(
  inventory: Inventory,
  expression: TargetExpression,
): readonly VirtualMachine[] {
  const found = inNaturalOrder(lookUp(inventory, machineRows(inventory), expression));
  if (found.length === 0) throw unknown(inventory, expression, inventory.machines());
  if (found.length > 1 && !isGlob(expression)) throw ambiguous(inventory, expression, found);
  return found;
}

/**
 * The one machine or host that `info` is asked about; a machine goes before a host of the same name.
 * TARGET_UNKNOWN and TARGET_AMBIGUOUS as `resolveMachines`; ONE_TARGET_ONLY for a glob that matches several.
 */
export function resolveOne(inventory: Inventory, expression: TargetExpression): Row {
  const machines = lookUp(inventory, machineRows(inventory), expression);
  const found: readonly Row[] =
    machines.length > 0 ? machines : lookUp(inventory, hostRows(inventory), expression);
  const [first] = found;
  if (first === undefined) {
    throw unknown(inventory, expression, [...inventory.machines(), ...inventory.hosts()]);
  }
  if (found.length === 1) return first;
  if (!isGlob(expression)) throw ambiguous(inventory, expression, inNaturalOrder(found));
  throw failure("ONE_TARGET_ONLY", { operation: "info", text: expression.text, count: found.length });
}

function isGlob(expression: TargetExpression): boolean {
  return expression.by !== "id" && expression.glob;
}

function ambiguous(inventory: Inventory, { text }: TargetExpression, found: readonly Row[]): ShosekiError {
  const candidates = found.map(({ id }) => `${inventory.path(id)} (@${id})`);
  return failure("TARGET_AMBIGUOUS", { text, candidates });
}

/** No names are offered for a glob, nor for an id: the next number is a stranger's machine. */
function unknown(inventory: Inventory, expression: TargetExpression, rows: readonly Row[]): ShosekiError {
  const { text } = expression;
  if (expression.by === "id" || expression.glob) return failure("TARGET_UNKNOWN", { text, nearest: [] });
  const names =
    expression.by === "name" ? rows.map(({ name }) => name) : rows.map(({ id }) => inventory.path(id));
  return failure("TARGET_UNKNOWN", { text, nearest: nearestNames(text, names) });
}
