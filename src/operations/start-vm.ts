import { capable } from "#operations/capability.js";
import { change } from "#operations/change.js";
import { firstOf, powerOtherThan, unworkable } from "#operations/checks.js";
import { hostRefusesMachines } from "#operations/host-checks.js";
import type { Operation } from "#operations/operation.js";

/**
 * Powers a machine on, or resumes a suspended one. Undone by StopVM, or better by ShutdownGuest; by SuspendVM where it was
 * suspended.
 */
export function startVm(): Operation {
  const name = "StartVM";
  return change({
    name,
    subject: "briefMachine",
    risk: "harmless",
    bulk: true,
    kind: "powerOn",
    supportedBy: ({ power }) => power !== undefined,
    refusal: (before, ground) =>
      firstOf(
        () => unworkable(before),
        () => powerOtherThan(before, "off", "suspended"),
        () => hostRefusesMachines(ground.inventory, before.host),
      ),
    record: (facts) => ({ name: facts.name, power: facts.power }),
    predict: (recorded) => ({ ...recorded, power: "on" }),
    run: ({ power, platform }, before, mutation) =>
      capable(power, name, platform).powerOn(before.id, mutation),
    shows: (after) => after.power === "on",
  });
}
