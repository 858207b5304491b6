import { capable } from "#operations/capability.js";
import { change } from "#operations/change.js";
import { firstOf, powerOtherThan, unworkable } from "#operations/checks.js";
import type { Operation } from "#operations/operation.js";

/** Writes a running machine's memory to its datastore and stops it there. Undone by StartVM, which resumes it. */
export function suspendVm(): Operation {
  const name = "SuspendVM";
  return change({
    name,
    subject: "machine",
    risk: "disturbs",
    bulk: true,
    kind: "suspend",
    supportedBy: ({ power }) => power !== undefined,
    refusal: (before) =>
      firstOf(
        () => unworkable(before),
        () => powerOtherThan(before, "on"),
      ),
    record: (facts) => ({ name: facts.name, power: facts.power }),
    predict: (recorded) => ({ ...recorded, power: "suspended" }),
    run: ({ power, platform }, before, mutation) =>
      capable(power, name, platform).suspend(before.id, mutation),
    shows: (after) => after.power === "suspended",
  });
}
