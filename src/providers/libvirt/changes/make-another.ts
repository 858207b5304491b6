import type { Document, Element } from "@xmldom/xmldom";
import type { DiskSource } from "#providers/libvirt/changes/volumes.js";
import { type HostPort, hostPortsOf } from "#providers/libvirt/subjects/host-ports.js";
import { attribute, below, childrenOf } from "#providers/libvirt/xml/elements.js";
import { elementOf } from "#providers/libvirt/xml/tree.js";

/**
 * Makes a machine's configuration another machine's: libvirt then gives it a UUID, addresses for its cards, and a file of its own
 * for what its firmware remembers. Its guest is told of no other UUID. Where a port led to a file or a device of the host, which stays
 * its source's, it leads nowhere yet. Passwords stay: without them its screen would be open.
 */
export function makeAnother(document: Document, root: Element, name: string): void {
  for (const each of ["name", "uuid", "genid"]) remove(root, each);
  root.insertBefore(elementOf(document, ["name", {}, name]), root.firstChild);
  const os = below(root, "os");
  const nvram = os === null ? null : below(os, "nvram");
  if (nvram !== null) nvram.textContent = "";
  for (const system of childrenOf(below(root, "sysinfo") ?? root, "system")) {
    const uuid = childrenOf(system, "entry").find((entry) => attribute(entry, "name") === "uuid");
    if (uuid !== undefined) system.removeChild(uuid);
  }
  for (const port of hostPortsOf(root)) unplug(port);
  for (const card of childrenOf(below(root, "devices") ?? root, "interface")) remove(card, "mac");
}

/** Gives a disk of a configuration another volume. What it is on top of was copied into that. */
export function putDisk(document: Document, root: Element, target: string, disk: DiskSource): void {
  const found = childrenOf(below(root, "devices") ?? root, "disk").find(
    (each) => attribute(below(each, "target"), "dev") === target,
  );
  if (found === undefined) return;
  found.setAttribute("type", disk.type);
  for (const each of ["source", "backingStore"]) remove(found, each);
  found.insertBefore(elementOf(document, ["source", disk.source]), below(found, "target"));
  below(found, "driver")?.setAttribute("type", disk.format);
}

function unplug({ element, isLog }: HostPort): void {
  remove(element, isLog ? "log" : "source");
  if (isLog) return;
  // libvirt chooses a socket itself for a channel, and for that alone.
  const isSocket = element.nodeName === "channel" && attribute(element, "type") === "unix";
  if (!isSocket) element.setAttribute("type", "pty");
}

function remove(parent: Element, name: string): void {
  for (const each of childrenOf(parent, name)) parent.removeChild(each);
}
