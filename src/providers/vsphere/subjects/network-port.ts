import { failure } from "#domain/errors.js";
import type { NetworkPort, NetworkRef } from "#providers/placement.js";
import {
  type ObjectProperties,
  objectsSpec,
  type Properties,
  pathSpec,
} from "#providers/vsphere/property-collector.js";
import { text } from "#providers/vsphere/property-values.js";
import { textOf } from "#providers/vsphere/xml-reader.js";

/** What is read of a kind of network, and how it says what a card is plugged into. */
interface Ways {
  /** PropertyFilterSpecs. */
  filters(id: string): readonly string[];
  port(network: NetworkRef, found: readonly ObjectProperties[]): NetworkPort["port"];
}

const WAYS: Readonly<Record<NetworkRef["type"], Ways>> = {
  // Its id and name are enough.
  standard: { filters: () => [], port: () => ({}) },
  distributed: {
    filters: (id) => [
      pathSpec(
        [
          { type: "DistributedVirtualPortgroup", paths: ["key"] },
          { type: "DistributedVirtualSwitch", paths: ["uuid"] },
        ],
        { type: "DistributedVirtualPortgroup", id },
        "config.distributedVirtualSwitch",
      ),
    ],
    port(network, found) {
      const portgroup = found.find(({ moref }) => moref.id === network.id)?.properties;
      const itsSwitch = found.find(({ properties }) => properties.has("uuid"))?.properties;
      return {
        switchUuid: said(network, itsSwitch, "uuid"),
        portgroupKey: said(network, portgroup, "key"),
      };
    },
  },
  opaque: {
    filters: (id) => [
      objectsSpec([{ type: "OpaqueNetwork", paths: ["summary"] }], [{ type: "OpaqueNetwork", id }]),
    ],
    port(network, found) {
      const summary = found.find(({ moref }) => moref.id === network.id)?.properties.get("summary");
      const id = summary && textOf(summary, "opaqueNetworkId");
      const type = summary && textOf(summary, "opaqueNetworkType");
      if (!id || !type) throw unsaid(network, "summary");
      return { opaqueNetworkId: id, opaqueNetworkType: type };
    },
  },
};

/** The PropertyFilterSpecs for what `networkPort` needs. */
export function networkFilters({ id, type }: NetworkRef): readonly string[] {
  return WAYS[type].filters(id);
}

/** How a card is plugged into the network. Throws `REPLY_INVALID` where the server does not say. */
export function networkPort(network: NetworkRef, found: readonly ObjectProperties[]): NetworkPort {
  const { id, name, type } = network;
  return { id, name, type, port: WAYS[type].port(network, found) };
}

function said(network: NetworkRef, properties: Properties | undefined, path: string): string {
  const value = properties && text(properties, path);
  if (!value) throw unsaid(network, path);
  return value;
}

function unsaid({ name }: NetworkRef, path: string): Error {
  const problem = `it does not say how a card is plugged into ${JSON.stringify(name)} (${path})`;
  return failure("REPLY_INVALID", { problem });
}
