import type { MachineFacts, PowerState } from "#domain/virtual-machine.js";
import type { ObjectProperties, PropertySpec } from "#providers/vsphere/property-collector.js";
import { entityName, flag, integer, reference, text } from "#providers/vsphere/property-values.js";

/** What an operation reads of a virtual machine. All of it is there since vSphere 6.5. */
export const MACHINE_FACTS: PropertySpec = {
  type: "VirtualMachine",
  paths: [
    "name",
    "parent",
    "parentVApp",
    "runtime.powerState",
    "runtime.host",
    "runtime.connectionState",
    "config.template",
    "config.instanceUuid",
    "config.changeVersion",
    "config.hardware.numCPU",
    "config.hardware.numCoresPerSocket",
    "config.hardware.memoryMB",
    "config.cpuHotAddEnabled",
    "config.cpuHotRemoveEnabled",
    "config.memoryHotAddEnabled",
    "guest.toolsRunningStatus",
  ],
};

const POWER: Readonly<Record<string, PowerState>> = {
  poweredOn: "on",
  poweredOff: "off",
  suspended: "suspended",
};

export function powerState(value: string | null): PowerState {
  return POWER[value ?? ""] ?? "unknown";
}

/** vim25 properties of a VirtualMachine as domain facts. Throws `REPLY_INVALID`. */
export function machineFacts({ moref, properties }: ObjectProperties): MachineFacts {
  return {
    id: moref.id,
    uuid: text(properties, "config.instanceUuid"),
    name: entityName(properties) ?? moref.id,
    parent: reference(properties, "parent") ?? reference(properties, "parentVApp"),
    host: reference(properties, "runtime.host"),
    power: powerState(text(properties, "runtime.powerState")),
    template: flag(properties, "config.template") ?? false,
    reachable:
      text(properties, "runtime.connectionState") === "connected" && properties.has("config.hardware.numCPU"),
    cpus: integer(properties, "config.hardware.numCPU"),
    memoryMiB: integer(properties, "config.hardware.memoryMB"),
    coresPerSocket: integer(properties, "config.hardware.numCoresPerSocket") ?? 1,
    cpuHotAdd: flag(properties, "config.cpuHotAddEnabled") ?? false,
    cpuHotRemove: flag(properties, "config.cpuHotRemoveEnabled") ?? false,
    memoryHotAdd: flag(properties, "config.memoryHotAddEnabled") ?? false,
    toolsRunning: text(properties, "guest.toolsRunningStatus") === "guestToolsRunning",
    nextBoot: null,
    changeVersion: text(properties, "config.changeVersion") ?? "",
  };
}
