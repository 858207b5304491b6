import { capable } from "#operations/capability.js";
import { change } from "#operations/change.js";
import { firstOf } from "#operations/checks.js";
import { hostUnworkable, notInMaintenance, recordHost } from "#operations/host-checks.js";
import type { Operation } from "#operations/operation.js";

/** Takes a host out of maintenance, so that machines may run on it again. Undone by EnterMaintenance. */
export function exitMaintenance(): Operation {
  const name = "ExitMaintenance";
  return change({
    name,
    subject: "host",
    risk: "harmless",
    bulk: true,
    kind: "exitMaintenance",
    supportedBy: ({ hostPower }) => hostPower !== undefined,
    refusal: (before) =>
      firstOf(
        () => hostUnworkable(before),
        () => notInMaintenance(before),
      ),
    record: recordHost,
    predict: (recorded) => ({ ...recorded, maintenance: false }),
    run: ({ hostPower, platform }, before, mutation) =>
      capable(hostPower, name, platform).exitMaintenance(before.id, mutation),
    shows: ({ maintenance }) => !maintenance,
  });
}
