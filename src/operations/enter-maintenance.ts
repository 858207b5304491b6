import type { Problem } from "#domain/errors.js";
import type { HostFacts } from "#domain/host.js";
import type { Inventory } from "#inventory/inventory.js";
import { capable } from "#operations/capability.js";
import { change } from "#operations/change.js";
import { firstOf, refuse } from "#operations/checks.js";
import { hostUnworkable, recordHost } from "#operations/host-checks.js";
import type { Operation } from "#operations/operation.js";

/**
 * Puts a host into maintenance. In a cluster its running machines may be moved away first, by the cluster or by somebody:
 * the task waits for that, and can be cancelled. Undone by ExitMaintenance.
 */
export function enterMaintenance(): Operation {
  const name = "EnterMaintenance";
  return change({
    name,
    subject: "host",
    risk: "disturbs",
    bulk: true,
    kind: "enterMaintenance",
    supportedBy: ({ hostPower }) => hostPower !== undefined,
    refusal: (before, { inventory }) =>
      firstOf(
        () => hostUnworkable(before),
        () => (before.maintenance ? refuse("IN_MAINTENANCE", { name: before.name }) : null),
        () => stuck(before, inventory),
      ),
    record: recordHost,
    predict: (recorded) => ({ ...recorded, maintenance: true }),
    run: ({ hostPower, platform }, before, mutation) =>
      capable(hostPower, name, platform).enterMaintenance(before.id, mutation),
    shows: ({ maintenance }) => maintenance,
  });
}

/** On a host that is in no cluster nobody moves the machines: the task would wait for ever. */
function stuck({ id, name, parent }: HostFacts, inventory: Inventory): Problem | null {
  if (parent !== null && inventory.get(parent)?.kind === "cluster") return null;
  const machines = inventory.machines
    .all()
    .filter(({ host, power }) => host === id && power === "on")
    .map((machine) => machine.name);
  return machines.length === 0 ? null : refuse("MACHINES_RUNNING", { name, machines });
}
