import type { DatastoreFacts } from "#domain/datastore.js";
import type { ObjectProperties, PropertySpec } from "#providers/vsphere/property-collector.js";
import { entityName, flag, mebibytes } from "#providers/vsphere/property-values.js";

/** What an operation reads of a datastore that it is to put something on. */
export const DATASTORE_FACTS: PropertySpec = {
  type: "Datastore",
  paths: ["name", "summary.freeSpace", "summary.accessible"],
};

/** vim25 properties of a Datastore as domain facts. Throws `REPLY_INVALID`. */
export function datastoreFacts({ moref, properties }: ObjectProperties): DatastoreFacts {
  return {
    id: moref.id,
    name: entityName(properties) ?? moref.id,
    freeMiB: mebibytes(properties, "summary.freeSpace"),
    accessible: flag(properties, "summary.accessible") ?? false,
  };
}
