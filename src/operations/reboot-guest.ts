import { capable } from "#operations/capability.js";
import { change } from "#operations/change.js";
import { firstOf, noTools, powerOtherThan, unworkable } from "#operations/checks.js";
import type { Operation } from "#operations/operation.js";

/**
 * Asks the guest's system to start anew. The server only passes it on, and reports nothing of it: OK means that it
 * was passed on, and AFT is what has been pushed of the machine. It cannot be undone, and there is nothing to undo: the machine runs as before.
 */
export function rebootGuest(): Operation {
  const name = "RebootGuest";
  return change({
    name,
    subject: "machine",
    risk: "disturbs",
    bulk: true,
    kind: null,
    supportedBy: ({ guest }) => guest !== undefined,
    refusal: (before) =>
      firstOf(
        () => unworkable(before),
        () => powerOtherThan(before, "on"),
        () => noTools(before),
      ),
    record: (facts) => ({ name: facts.name, power: facts.power }),
    async run({ guest, platform }, before, mutation) {
      await capable(guest, name, platform).rebootGuest(before.id, mutation);
      return null;
    },
    shows: () => true,
  });
}
