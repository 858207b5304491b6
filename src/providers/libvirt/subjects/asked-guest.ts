import type { Element } from "@xmldom/xmldom";
import { attribute, below, childrenOf } from "#providers/libvirt/xml/elements.js";

const AGENT = "org.qemu.guest_agent.0";

/**
 * Whether a running guest can be asked to shut down: by a power button, which a machine with ACPI has; by an agent that has a
 * channel; or by Xen's own word, which every guest of its hears. Whether the guest listens nobody knows.
 */
export function canBeAsked(live: Element): boolean {
  if (attribute(live, "type") === "xen" || attribute(live, "type") === "test") return true;
  const channels = childrenOf(below(live, "devices") ?? live, "channel").map((each) => below(each, "target"));
  return (
    below(live, "features", "acpi") !== null || channels.some((each) => attribute(each, "name") === AGENT)
  );
}
