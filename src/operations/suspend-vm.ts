import { capable } from "#operations/capability.js";
import { change } from "#operations/change.js";
import { firstOf, powerOtherThan, refuse, unworkable } from "#operations/checks.js";
import type { Operation } from "#operations/operation.js";

/** Writes a running machine's memory to its datastore and stops it there. Undone by StartVM, which resumes it. */
export function suspendVm(): Operation {
  const name = "SuspendVM";
  return change({
    name,
    subject: "briefMachine",
    risk: "disturbs",
    bulk: true,
    kind: "suspend",
    supportedBy: ({ power }) => power !== undefined,
    refusal: (before) =>
      firstOf(
        () => unworkable(before),
        () => powerOtherThan(before, "on"),
        () => (before.transient ? refuse("NOT_KEPT", { name: before.name }) : null),
      ),
    record: (facts) => ({
      name: facts.name,
      power: facts.power,
      ...(facts.paused ? { paused: true } : {}),
    }),
    predict: (recorded) => ({ ...recorded, power: "suspended" }),
    run: ({ power, platform }, before, mutation) =>
      capable(power, name, platform).suspend(before.id, mutation),
    // One that stands still with its memory in the host's alone is not there yet.
    shows: (after) => after.power === "suspended" && after.paused !== true,
  });
}
