import type { Element } from "@xmldom/xmldom";
import type { Firmware } from "#domain/full-machine.js";
import { attribute, below, childrenOf } from "#providers/libvirt/xml/elements.js";

/**
 * What a machine's firmware keeps on the host beside its disks: its variables (UEFI) in a file, and an emulated TPM's state in a
 * directory of libvirt's own. Null for a machine without either.
 */
export function firmwareOf(domain: Element): Firmware | null {
  const nvram = below(domain, "os", "nvram");
  const variables =
    nvram === null
      ? null
      : (attribute(below(nvram, "source"), "file") ?? (nvram.textContent?.trim() || null));
  const tpms = childrenOf(below(domain, "devices") ?? domain, "tpm").map((each) => below(each, "backend"));
  const emulated = tpms.filter((each) => attribute(each, "type") === "emulator");
  if (variables === null && emulated.length === 0) return null;
  return {
    variables,
    tpm: emulated.length > 0,
    // It is kept then whatever becomes of the machine.
    tpmStays: emulated.some((each) => attribute(each, "persistent_state") === "yes"),
  };
}
