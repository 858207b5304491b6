import { capable } from "#operations/capability.js";
import { change } from "#operations/change.js";
import { firstOf, powerOtherThan, unworkable } from "#operations/checks.js";
import type { Operation } from "#operations/operation.js";

/**
 * Starts a running machine anew, as its reset button does: its guest is not asked, and loses what it has not written.
 * It cannot be undone, and there is nothing to undo: the machine runs as before.
 */
export function resetVm(): Operation {
  const name = "ResetVM";
  return change({
    name,
    subject: "briefMachine",
    risk: "disturbs",
    bulk: true,
    kind: "reset",
    supportedBy: ({ power, lacks }) => power !== undefined && lacks?.ResetVM === undefined,
    refusal: (before) =>
      firstOf(
        () => unworkable(before),
        () => powerOtherThan(before, "on"),
      ),
    record: (facts) => ({ name: facts.name, power: facts.power }),
    run: ({ power, platform }, before, mutation) => capable(power, name, platform).reset(before.id, mutation),
    shows: (after) => after.power === "on",
  });
}
