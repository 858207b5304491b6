import { capable } from "#operations/capability.js";
import { change } from "#operations/change.js";
import { firstOf, noTools, powerOtherThan, unworkable } from "#operations/checks.js";
import type { Operation } from "#operations/operation.js";
import { SWITCHED_OFF, switchingOff } from "#operations/switched-off.js";

/** A guest that has not shut down by then is being waited for by somebody or something. */
const SHUT_DOWN_WITHIN_MS = 5 * 60_000;

/**
 * Asks the guest's system to shut down. The server only passes it on: the machine is watched until it is off, for five
 * minutes at most. Undone by StartVM.
 */
export function shutdownGuest(): Operation {
  const name = "ShutdownGuest";
  return change({
    name,
    subject: "machine",
    risk: "disturbs",
    bulk: true,
    kind: null,
    supportedBy: ({ guest }) => guest !== undefined,
    plan: (before) =>
      switchingOff(
        before,
        firstOf(
          () => unworkable(before),
          () => powerOtherThan(before, "on"),
          () => noTools(before),
        ),
      ),
    ...SWITCHED_OFF,
    async run({ guest, platform }, before, mutation) {
      await capable(guest, name, platform).shutdownGuest(before.id, mutation);
      return null;
    },
    withinMs: SHUT_DOWN_WITHIN_MS,
  });
}
