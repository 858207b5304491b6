import type { TargetExpression } from "#domain/command.js";
import type { Datastore } from "#domain/datastore.js";
import { failure, type ShosekiError } from "#domain/errors.js";
import type { Host } from "#domain/host.js";
import type { Network } from "#domain/network.js";
import type { VirtualMachine } from "#domain/virtual-machine.js";
import type { Inventory } from "#inventory/inventory.js";
import { lookUp, type Row } from "#inventory/lookup.js";
import { inNaturalOrder } from "#inventory/natural-order.js";
import { nearestNames } from "#inventory/nearest-names.js";
import type { Rows } from "#inventory/shelf.js";

/**
 * The rows that an expression means, at least one, in natural order of name. Only a glob may mean several.
 * TARGET_UNKNOWN with up to three near names, TARGET_AMBIGUOUS with the path and id of each candidate.
 */
export function resolveAll<T extends Row>(
  inventory: Inventory,
  rows: Rows<T>,
  expression: TargetExpression,
): readonly T[] {
  const found = inNaturalOrder(lookUp(inventory, rows, expression));
  if (found.length === 0) throw unknown(inventory, expression, rows.all());
  if (found.length > 1 && !isGlob(expression)) throw ambiguous(inventory, expression, found);
  return found;
}

/** The one row that an expression means. As `resolveAll`; a glob that matches several is TARGET_AMBIGUOUS too. */
export function resolveOne<T extends Row>(
  inventory: Inventory,
  rows: Rows<T>,
  expression: TargetExpression,
): T {
  const found = resolveAll(inventory, rows, expression);
  const [first] = found;
  if (first === undefined || found.length > 1) throw ambiguous(inventory, expression, found);
  return first;
}

/**
 * The one thing that `info` or `events` is asked about: a machine before a host, datastore or network of the same name.
 * TARGET_UNKNOWN and TARGET_AMBIGUOUS as `resolveAll`; ONE_TARGET_ONLY for a glob that matches several.
 */
export function resolveAnything(
  inventory: Inventory,
  expression: TargetExpression,
  operation: "info" | "events" = "info",
): VirtualMachine | Host | Datastore | Network {
  const { machines, hosts, datastores, networks } = inventory;
  const kinds: readonly Rows<VirtualMachine | Host | Datastore | Network>[] = [
    machines,
    hosts,
    datastores,
    networks,
  ];
  const found = kinds
    .map((rows) => lookUp(inventory, rows, expression))
    .find((matches) => matches.length > 0);
  const [first, second] = found ?? [];
  if (found === undefined || first === undefined) {
    throw unknown(
      inventory,
      expression,
      kinds.flatMap((rows) => rows.all()),
    );
  }
  if (second === undefined) return first;
  if (!isGlob(expression)) throw ambiguous(inventory, expression, inNaturalOrder(found));
  throw failure("ONE_TARGET_ONLY", { operation, text: expression.text, count: found.length });
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
