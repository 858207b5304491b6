import type { OperationRequest } from "#domain/command.js";
import type { Prepared } from "#operations/operation.js";
import type { RestrainedNeighbour, RestrainedNeighbours } from "#session/neighbouring.js";
import { type Arrival, childPath } from "#session/restraints.js";

/** The session that a target would go to; null where it stays at its own, or where that one cannot be asked. */
export function destinationOf(
  request: OperationRequest,
  neighbours: RestrainedNeighbours | undefined,
): RestrainedNeighbour | null {
  if (request.name !== "MoveVM" || request.endpoint === undefined) return null;
  return neighbours?.at(request.endpoint, request.at) ?? null;
}

/** By what a machine that goes there would be protected, and which path it would have. */
export function arrivalAt(
  { restraints, inventory }: RestrainedNeighbour,
  { target, chosen }: Prepared,
): Arrival {
  const host = typeof chosen.hostId === "string" ? inventory.get(chosen.hostId) : null;
  const folder = host === null || host.parent === null ? "" : inventory.path(host.parent);
  return { protected: restraints.protected, path: childPath(folder, target.name) };
}
