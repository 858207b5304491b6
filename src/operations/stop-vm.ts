import { capable } from "#operations/capability.js";
import { change } from "#operations/change.js";
import { firstOf, powerOtherThan, unworkable } from "#operations/checks.js";
import type { Operation } from "#operations/operation.js";

/**
 * Powers a machine off at once: its guest is not asked, and loses what it has not written. Undone by StartVM, but for
 * what was lost.
 */
export function stopVm(): Operation {
  const name = "StopVM";
  return change({
    name,
    subject: "machine",
    risk: "disturbs",
    bulk: true,
    kind: "powerOff",
    supportedBy: ({ power }) => power !== undefined,
    refusal: (before) =>
      firstOf(
        () => unworkable(before),
        () => powerOtherThan(before, "on"),
      ),
    record: (facts) => ({ name: facts.name, power: facts.power }),
    predict: (recorded) => ({ ...recorded, power: "off" }),
    run: ({ power, platform }, before, mutation) =>
      capable(power, name, platform).powerOff(before.id, mutation),
    shows: (after) => after.power === "off",
  });
}
