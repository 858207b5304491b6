import type { NetworkPort } from "#providers/placement.js";
import { element, morefElement, textElement } from "#providers/vsphere/xml-writer.js";

type Backing = (network: NetworkPort) => string;

const port = (name: string, { port: known }: NetworkPort) => textElement(name, known[name] ?? "");

/** How a network card says what it is plugged into. The order of the elements is the schema's. */
const BACKINGS: Readonly<Record<NetworkPort["type"], Backing>> = {
  standard: ({ id, name }) =>
    element(
      "backing",
      textElement("deviceName", name) + morefElement("network", { type: "Network", id }),
      "VirtualEthernetCardNetworkBackingInfo",
    ),
  distributed: (network) =>
    element(
      "backing",
      element("port", port("switchUuid", network) + port("portgroupKey", network)),
      "VirtualEthernetCardDistributedVirtualPortBackingInfo",
    ),
  opaque: (network) =>
    element(
      "backing",
      port("opaqueNetworkId", network) + port("opaqueNetworkType", network),
      "VirtualEthernetCardOpaqueNetworkBackingInfo",
    ),
};

/** The backing element of a card on this network. */
export function networkBacking(network: NetworkPort): string {
  return BACKINGS[network.type](network);
}
