import type { Facts } from "#domain/entry.js";
import type { Problem } from "#domain/errors.js";
import type { HostFacts } from "#domain/host.js";
import type { Inventory } from "#inventory/inventory.js";
import { refuse } from "#operations/checks.js";

/** Whether a host can be worked with. */
export function hostUnworkable({ name, connection, power }: HostFacts): Problem | null {
  return connection === "connected" && power === "on" ? null : refuse("HOST_UNREACHABLE", { name });
}

/** Whether a host can take machines. */
export function hostClosed(host: HostFacts): Problem | null {
  return hostUnworkable(host) ?? (host.maintenance ? refuse("IN_MAINTENANCE", { name: host.name }) : null);
}

/** Refuses what ends a host's machines, unless it has been emptied of them. */
export function notInMaintenance({ name, maintenance }: HostFacts): Problem | null {
  return maintenance ? null : refuse("NOT_IN_MAINTENANCE", { name });
}

/**
 * Refuses to run a machine on a host that is in maintenance. In a cluster that is for the cluster to say: it may
 * choose another host.
 */
export function hostRefusesMachines(inventory: Inventory, id: string | null): Problem | null {
  const host = id === null ? null : inventory.hosts.get(id);
  if (host === null || !host.maintenance) return null;
  const inCluster = host.parent !== null && inventory.get(host.parent)?.kind === "cluster";
  return inCluster ? null : refuse("IN_MAINTENANCE", { name: host.name });
}

/** What BEF and AFT record of a host. */
export function recordHost({ name, connection, power, maintenance }: HostFacts): Facts {
  return { name, connection, power, maintenance };
}
