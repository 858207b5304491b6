import type { NetworkCard } from "#domain/full-machine.js";
import { child, textOf, type XmlNode } from "#providers/vsphere/xml-reader.js";

/**
 * The network cards among a machine's devices, in the server's order: of all kinds of device, only these have a MAC
 * address (vim25 VirtualEthernetCard).
 */
export function cardsOf(devices: readonly XmlNode[]): NetworkCard[] {
  return devices.filter((device) => child(device, "macAddress") !== undefined).map(card);
}

function card(device: XmlNode): NetworkCard {
  const info = child(device, "deviceInfo");
  const connectable = child(device, "connectable");
  return {
    label: (info && textOf(info, "label")) || (textOf(device, "key") ?? ""),
    mac: textOf(device, "macAddress"),
    network: networkOf(child(device, "backing")),
    connected: connectable !== undefined && textOf(connectable, "connected") === "true",
  };
}

/** A distributed port group says its id, which is its key; a standard network its name; others only theirs. */
function networkOf(backing: XmlNode | undefined): string | null {
  if (backing === undefined) return null;
  const port = child(backing, "port");
  return (
    (port && textOf(port, "portgroupKey")) ||
    textOf(backing, "deviceName") ||
    textOf(backing, "opaqueNetworkId") ||
    null
  );
}
