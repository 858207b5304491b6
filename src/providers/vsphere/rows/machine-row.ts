import type { VirtualMachine } from "#domain/virtual-machine.js";
import type { PropertySpec } from "#providers/vsphere/property-collector.js";
import { entityName, flag, integer, reference, text } from "#providers/vsphere/property-values.js";
import { rowKind } from "#providers/vsphere/rows/row.js";
import { powerState } from "#providers/vsphere/subjects/machine-properties.js";

/** There may be ten thousand of them: neither devices nor statistics. */
export const MACHINE_ROWS: PropertySpec = {
  type: "VirtualMachine",
  paths: [
    "name",
    "parent",
    "parentVApp",
    "runtime.powerState",
    "runtime.host",
    "config.hardware.numCPU",
    "config.hardware.memoryMB",
    "config.template",
    "config.instanceUuid",
    "guest.ipAddress",
  ],
};

export const machineRow = rowKind<VirtualMachine>({
  empty: {
    kind: "vm",
    uuid: null,
    power: "unknown",
    cpus: null,
    memoryMiB: null,
    host: null,
    ip: null,
    template: false,
  },
  readers: {
    name: entityName,
    parent: (each) => reference(each, "parent") ?? reference(each, "parentVApp"),
    power: (each) => (each.has("runtime.powerState") ? powerState(text(each, "runtime.powerState")) : null),
    host: (each) => reference(each, "runtime.host"),
    cpus: (each) => integer(each, "config.hardware.numCPU"),
    memoryMiB: (each) => integer(each, "config.hardware.memoryMB"),
    template: (each) => flag(each, "config.template"),
    uuid: (each) => text(each, "config.instanceUuid"),
    ip: (each) => text(each, "guest.ipAddress"),
  },
  unset: { "guest.ipAddress": { ip: null } },
});
