import type { Host, HostFacts } from "#domain/host.js";
import type { ObjectProperties, Properties, PropertySpec } from "#providers/vsphere/property-collector.js";
import { entityName, flag, reference, text } from "#providers/vsphere/property-values.js";

/** What an operation reads of a host. */
export const HOST_FACTS: PropertySpec = {
  type: "HostSystem",
  paths: ["name", "parent", "runtime.connectionState", "runtime.powerState", "runtime.inMaintenanceMode"],
};

const CONNECTION: Readonly<Record<string, Host["connection"]>> = {
  connected: "connected",
  disconnected: "disconnected",
};

const POWER: Readonly<Record<string, Host["power"]>> = {
  poweredOn: "on",
  poweredOff: "off",
  standBy: "standby",
};

/** Null, like power, where the server has not said. */
export function hostConnection(properties: Properties): Host["connection"] | null {
  const state = text(properties, "runtime.connectionState");
  return state === null ? null : (CONNECTION[state] ?? "notResponding");
}

export function hostPower(properties: Properties): Host["power"] | null {
  const state = text(properties, "runtime.powerState");
  return state === null ? null : (POWER[state] ?? "unknown");
}

/** vim25 properties of a HostSystem as domain facts. */
export function hostFacts({ moref, properties }: ObjectProperties): HostFacts {
  return {
    id: moref.id,
    name: entityName(properties) ?? moref.id,
    parent: reference(properties, "parent"),
    connection: hostConnection(properties) ?? "notResponding",
    power: hostPower(properties) ?? "unknown",
    maintenance: flag(properties, "runtime.inMaintenanceMode") ?? false,
  };
}
