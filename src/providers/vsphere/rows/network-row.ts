import type { Network } from "#domain/network.js";
import type { Properties, PropertySpec } from "#providers/vsphere/property-collector.js";
import { entityName, reference } from "#providers/vsphere/property-values.js";
import { type RowKind, rowKind } from "#providers/vsphere/rows/row.js";
import { textOf } from "#providers/vsphere/xml-reader.js";

/** Of portgroups and opaque networks too: both are Networks. */
export const NETWORK_ROWS: PropertySpec = { type: "Network", paths: ["name", "parent", "tag"] };

/** What vCenter marks the portgroups with that join a distributed switch to the hosts' own cards. */
const UPLINKS = "SYSTEM/DVS.UPLINKPG";

export function networkRow(type: Network["type"]): RowKind {
  return rowKind<Network>({
    empty: { kind: "network", type },
    readers: { name: entityName, parent: (each) => reference(each, "parent") },
    hidden: isForUplinks,
  });
}

/** No machine can be connected to it. */
function isForUplinks(properties: Properties): boolean {
  return properties.get("tag")?.children.some((tag) => textOf(tag, "key") === UPLINKS) ?? false;
}
