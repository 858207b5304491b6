import type { Container } from "#domain/inventory-update.js";
import type { PropertySpec } from "#providers/vsphere/property-collector.js";
import { entityName, reference } from "#providers/vsphere/property-values.js";
import { type RowKind, rowKind } from "#providers/vsphere/rows/row.js";

export const CONTAINER_ROWS: readonly PropertySpec[] = [
  { type: "Folder", paths: ["name", "parent"] },
  { type: "Datacenter", paths: ["name", "parent"] },
  { type: "ComputeResource", paths: ["name", "parent", "resourcePool"] },
  { type: "VirtualApp", paths: ["name", "parent", "parentFolder"] },
];

export function containerRow(kind: Container["kind"]): RowKind {
  return rowKind<Container>({
    empty: { kind, pool: null },
    readers: {
      name: entityName,
      parent: (each) => reference(each, "parentFolder") ?? reference(each, "parent"),
      pool: (each) => reference(each, "resourcePool"),
    },
  });
}
