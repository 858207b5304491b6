import { capable } from "#operations/capability.js";
import { change } from "#operations/change.js";
import { firstOf } from "#operations/checks.js";
import { hostUnworkable, notInMaintenance, recordHost } from "#operations/host-checks.js";
import type { Operation } from "#operations/operation.js";

/**
 * Shuts a host down, once it is in maintenance and runs nothing. It cannot be undone from here: somebody has to power it
 * on where it stands.
 */
export function shutdownHost(): Operation {
  const name = "ShutdownHost";
  return change({
    name,
    subject: "host",
    risk: "destroys",
    bulk: false,
    kind: "shutdownHost",
    supportedBy: ({ hostPower }) => hostPower !== undefined,
    plan: (before) => ({
      refusal: firstOf(
        () => hostUnworkable(before),
        () => notInMaintenance(before),
      ),
      losses: [{ kind: "reach" }],
    }),
    record: recordHost,
    predict: (recorded) => ({ ...recorded, connection: "notResponding", power: "off" }),
    run: ({ hostPower, platform }, before, mutation) =>
      capable(hostPower, name, platform).shutdownHost(before.id, mutation),
    shows: ({ connection, power }) => connection !== "connected" || power !== "on",
  });
}
