import type { Element } from "@xmldom/xmldom";
import type { NetworkCard } from "#domain/full-machine.js";
import { attribute, below, childrenOf } from "#providers/libvirt/xml/elements.js";

/** A machine's network cards, in their order. libvirt tells a network's name, or a bridge's or device's of the host. */
export function cardsOf(domain: Element): readonly NetworkCard[] {
  const devices = below(domain, "devices");
  return devices === null ? [] : childrenOf(devices, "interface").map(card);
}

/** Until it runs a card has no name; then libvirt numbers them as they come. */
function card(element: Element, index: number): NetworkCard {
  const source = below(element, "source");
  return {
    label: attribute(below(element, "alias"), "name") ?? `net${index}`,
    mac: attribute(below(element, "mac"), "address"),
    network: attribute(source, "network") ?? attribute(source, "bridge") ?? attribute(source, "dev"),
    connected: attribute(below(element, "link"), "state") !== "down",
  };
}
