import { capable } from "#operations/capability.js";
import { change } from "#operations/change.js";
import { firstOf, powerOtherThan, unworkable } from "#operations/checks.js";
import type { Operation } from "#operations/operation.js";
import { SWITCHED_OFF, switchingOff } from "#operations/switched-off.js";

/**
 * Powers a machine off at once: its guest is not asked, and loses what it has not written. Undone by StartVM, but for
 * what was lost.
 */
export function stopVm(): Operation {
  const name = "StopVM";
  return change({
    name,
    subject: "briefMachine",
    risk: "disturbs",
    bulk: true,
    kind: "powerOff",
    supportedBy: ({ power }) => power !== undefined,
    plan: (before) =>
      switchingOff(
        before,
        firstOf(
          () => unworkable(before),
          () => powerOtherThan(before, "on"),
        ),
      ),
    ...SWITCHED_OFF,
    run: ({ power, platform }, before, mutation) =>
      capable(power, name, platform).powerOff(before.id, mutation),
  });
}
