import type { Element } from "@xmldom/xmldom";
import { notAsked } from "#providers/libvirt/changes/changing.js";
import { attribute, below, childrenOf } from "#providers/libvirt/xml/elements.js";

/**
 * No snapshot with memory is made, nor gone back to, of a machine with processors that were plugged in as it ran: libvirt begins
 * with those that were there at first and plugs the others in too late, so that the memory does not fit and the machine is left
 * off (9.0 with QEMU 7.2, tried). Throws `NOT_ASKED` (`CPUS_PLUGGED_IN`).
 *
 * @param domain as it ran
 * @param wanted whether the snapshot would be made, or gone back to
 */
export function refusePluggedIn(domain: Element, wanted: "MAKE" | "REVERT"): void {
  const vcpus = below(domain, "vcpus");
  if (vcpus === null) return;
  const isPluggedIn = (vcpu: Element) =>
    attribute(vcpu, "enabled") === "yes" && attribute(vcpu, "hotpluggable") === "yes";
  if (!childrenOf(vcpus, "vcpu").some(isPluggedIn)) return;
  throw notAsked({ fault: "CPUS_PLUGGED_IN", wanted });
}
