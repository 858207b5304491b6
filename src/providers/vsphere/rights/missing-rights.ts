import type { OperationName } from "#domain/operation-name.js";
import type { MissingRights, RightsSubject } from "#providers/rights.js";
import { NEEDED_PRIVILEGES } from "#providers/vsphere/rights/needed-privileges.js";

/**
 * The operations on a kind of object for which none of the privileges that would do is there.
 *
 * @param denied the privileges that the server says are not granted; what it says nothing of may be
 */
export function missingRights(kind: RightsSubject["kind"], denied: ReadonlySet<string>): MissingRights {
  const missing: Partial<Record<OperationName, string>> = {};
  for (const name of Object.keys(NEEDED_PRIVILEGES) as OperationName[]) {
    const needed = NEEDED_PRIVILEGES[name];
    if (needed?.on === kind && needed.anyOf.every((each) => denied.has(each)))
      missing[name] = needed.anyOf[0];
  }
  return missing;
}
