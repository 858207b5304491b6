import type { Datastore } from "#domain/datastore.js";
import type { PropertySpec } from "#providers/vsphere/property-collector.js";
import { entityName, flag, mebibytes, reference, text } from "#providers/vsphere/property-values.js";
import { rowKind } from "#providers/vsphere/rows/row.js";

export const DATASTORE_ROWS: PropertySpec = {
  type: "Datastore",
  paths: ["name", "parent", "summary.type", "summary.capacity", "summary.freeSpace", "summary.accessible"],
};

export const datastoreRow = rowKind<Datastore>({
  empty: { kind: "datastore", type: null, capacityMiB: null, freeMiB: null, accessible: false },
  readers: {
    name: entityName,
    parent: (each) => reference(each, "parent"),
    type: (each) => text(each, "summary.type"),
    capacityMiB: (each) => mebibytes(each, "summary.capacity"),
    freeMiB: (each) => mebibytes(each, "summary.freeSpace"),
    accessible: (each) => flag(each, "summary.accessible"),
  },
});
