import { capable } from "#operations/capability.js";
import { change } from "#operations/change.js";
import { firstOf } from "#operations/checks.js";
import { hostUnworkable, notInMaintenance, recordHost } from "#operations/host-checks.js";
import type { Operation } from "#operations/operation.js";

/**
 * Starts a host anew, once it is in maintenance and runs nothing; it stays in maintenance. It cannot be undone, and there
 * is nothing to undo: the host comes back by itself.
 */
export function rebootHost(): Operation {
  const name = "RebootHost";
  return change({
    name,
    subject: "host",
    risk: "disturbs",
    bulk: false,
    kind: "rebootHost",
    supportedBy: ({ hostPower }) => hostPower !== undefined,
    refusal: (before) =>
      firstOf(
        () => hostUnworkable(before),
        () => notInMaintenance(before),
      ),
    record: recordHost,
    run: ({ hostPower, platform }, before, mutation) =>
      capable(hostPower, name, platform).rebootHost(before.id, mutation),
    // It may be away, or back again.
    shows: () => true,
  });
}
