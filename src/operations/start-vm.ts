import { capable } from "#operations/capability.js";
import { firstOf, powerOtherThan, unworkable } from "#operations/machine-checks.js";
import type { Operation } from "#operations/operation.js";

/** Powers a machine on, or resumes a suspended one. */
export function startVm(): Operation {
  const name = "StartVM";
  return {
    name,
    risk: "harmless",
    bulk: true,
    kind: "powerOn",
    supportedBy: ({ power }) => power !== undefined,
    refusal: (before) =>
      firstOf(
        () => unworkable(before),
        () => powerOtherThan(before, "off", "suspended"),
      ),
    record: (facts) => ({ name: facts.name, power: facts.power }),
    run: ({ power, platform }, before, mutation) =>
      capable(power, name, platform).powerOn(before.id, mutation),
    shows: (after) => after.power === "on",
  };
}
