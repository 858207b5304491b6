import type { TargetExpression } from "#domain/command.js";
import { failure } from "#domain/errors.js";
import type { EventRecord, TaskRecord } from "#domain/past.js";
import type { Inventory } from "#inventory/inventory.js";
import { resolveAnything } from "#inventory/resolve.js";
import { capable } from "#operations/capability.js";
import type { ProviderSession } from "#providers/contract.js";

/** The newest tasks that the server remembers, newest first. `NOT_SUPPORTED` where it remembers none. */
export async function pastTasks(
  { history, platform }: ProviderSession,
  count: number,
): Promise<readonly TaskRecord[]> {
  return await capable(history, "tasks", platform).latest(count);
}

/**
 * The newest events, of one machine or host or of all, newest first. `NOT_SUPPORTED` where there are none; and the errors of resolving.
 *
 * @param inventory what there is now; asked only where something is named
 */
export async function pastEvents(
  { events, platform }: ProviderSession,
  inventory: () => Inventory,
  expression: TargetExpression | null,
  count: number,
): Promise<readonly EventRecord[]> {
  const history = capable(events, "events", platform);
  if (expression === null) return await history.latest(null, count);
  const { kind, id } = resolveAnything(inventory(), expression, "events");
  if (kind !== "vm" && kind !== "host") throw failure("NOT_SUPPORTED", { operation: "events", platform });
  return await history.latest({ kind: kind === "vm" ? "machine" : "host", id }, count);
}
