import { failure } from "#domain/errors.js";
import type { OperationName } from "#domain/operation-name.js";
import type { HardwareChange } from "#providers/reconfigure.js";
import type { MissingRights, RightsCapability, RightsSubject } from "#providers/rights.js";
import type { Connection } from "#providers/simulator/connection.js";
import { OPERATED_ON, privilegeOf } from "#providers/simulator/privileges.js";
import { NO_PERMISSION } from "#providers/simulator/refusals.js";
import type { SimulatedServer } from "#providers/simulator/server.js";

/** What logins may not do, which is the same on every object. */
export function rights({ denied }: SimulatedServer, connection: Connection): RightsCapability {
  return {
    missing: (objects) =>
      connection.read(null, () => new Map(objects.map(({ id, kind }) => [id, missingOn(kind, denied)]))),
  };
}

/** What the server does with a call for an operation that logins may not do: `SERVER_FAULT` (`NoPermission`). */
export function admit(
  { denied, mayNot }: Pick<SimulatedServer, "denied" | "mayNot">,
  operations: readonly OperationName[],
  id: string | null,
): void {
  if (operations.some((each) => denied.includes(each) || mayNot(each, id)))
    throw failure("SERVER_FAULT", { ...NO_PERMISSION });
}

/** What a change of the hardware is. */
export function operationsOf({ cpus, memoryMiB, disk }: HardwareChange): readonly OperationName[] {
  return [
    ...(cpus === undefined ? [] : (["ModifyCPU"] as const)),
    ...(memoryMiB === undefined ? [] : (["ModifyMemory"] as const)),
    ...(disk === undefined ? [] : (["ModifyDisk"] as const)),
  ];
}

function missingOn(kind: RightsSubject["kind"], denied: readonly OperationName[]): MissingRights {
  const missing = denied.filter((operation) => OPERATED_ON[operation] === kind);
  return Object.fromEntries(missing.map((operation) => [operation, privilegeOf(operation)]));
}
