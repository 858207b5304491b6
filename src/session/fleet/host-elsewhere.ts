import type { MoveRequest, TargetExpression } from "#domain/command.js";
import { lookUp } from "#inventory/lookup.js";
import type { Link } from "#session/fleet/link.js";
import { qualified } from "#session/fleet/qualified.js";

/** A host as another endpoint names it. */
export interface HostElsewhere {
  readonly link: Link;
  readonly host: TargetExpression;
}

/**
 * Where the host of a move is, where that is not the endpoint that the machine is on: at the one that it is said to be, or at any
 * whose host has the name while the machine's own endpoint has none. Empty for a host of its own, and for one that nobody has.
 *
 * @param from where the machine is
 */
export function hostElsewhere(
  { host, endpoint }: MoveRequest,
  from: Link,
  links: readonly Link[],
): readonly HostElsewhere[] {
  if (host === null) return [];
  const names = links.map(({ name }) => name);
  const named = qualified(host, names);
  const others = links.filter((link) => link !== from);
  const at = (link: Link): HostElsewhere => ({ link, host: named.expression });
  if (endpoint !== undefined) return others.filter((link) => link.endpoint === endpoint).map(at);
  if (named.endpoint !== null) return others.filter(({ name }) => name === named.endpoint).map(at);
  const has = ({ inventory }: Link) =>
    inventory !== null && lookUp(inventory, inventory.hosts, host).length > 0;
  return has(from) ? [] : others.filter(has).map(at);
}
