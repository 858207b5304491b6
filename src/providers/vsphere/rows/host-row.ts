import type { Host } from "#domain/host.js";
import type { PropertySpec } from "#providers/vsphere/property-collector.js";
import {
  entityName,
  flag,
  integer,
  mebibytes,
  reference,
  references,
} from "#providers/vsphere/property-values.js";
import { rowKind } from "#providers/vsphere/rows/row.js";
import { HOST_FACTS, hostConnection, hostPower } from "#providers/vsphere/subjects/host-properties.js";

export const HOST_ROWS: PropertySpec = {
  type: "HostSystem",
  paths: [
    ...HOST_FACTS.paths,
    "summary.hardware.numCpuThreads",
    "summary.hardware.memorySize",
    "datastore",
    "network",
  ],
};

export const hostRow = rowKind<Host>({
  empty: {
    kind: "host",
    connection: "notResponding",
    power: "unknown",
    maintenance: false,
    cpus: null,
    memoryMiB: null,
    datastores: [],
    networks: [],
  },
  readers: {
    name: entityName,
    parent: (each) => reference(each, "parent"),
    connection: hostConnection,
    power: hostPower,
    maintenance: (each) => flag(each, "runtime.inMaintenanceMode"),
    cpus: (each) => integer(each, "summary.hardware.numCpuThreads"),
    memoryMiB: (each) => mebibytes(each, "summary.hardware.memorySize"),
    datastores: (each) => references(each, "datastore"),
    networks: (each) => references(each, "network"),
  },
  unset: { datastore: { datastores: [] }, network: { networks: [] } },
});
