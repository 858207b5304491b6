import type { Host } from "#domain/host.js";
import type { Inventory } from "#inventory/inventory.js";
import { inNaturalOrder } from "#inventory/natural-order.js";

/**
 * Of several hosts the one that has the most memory left when all that its running machines have been promised is taken
 * off; null of none. It goes by sizes, which the inventory has, and not by load, which moves every few seconds.
 */
export function hostByPromises(inventory: Inventory, hosts: readonly Host[]): Host | null {
  const promised = new Map<string, number>();
  for (const { host, power, memoryMiB } of inventory.machines.all()) {
    if (host !== null && power === "on") promised.set(host, (promised.get(host) ?? 0) + (memoryMiB ?? 0));
  }
  const left = ({ id, memoryMiB }: Host) => (memoryMiB ?? 0) - (promised.get(id) ?? 0);
  const [best] = inNaturalOrder(hosts).toSorted((one, other) => left(other) - left(one));
  return best ?? null;
}
