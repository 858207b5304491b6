import type { Element } from "@xmldom/xmldom";
import { attribute, below } from "#providers/libvirt/xml/elements.js";
import { sizeMiB } from "#providers/libvirt/xml/sizes.js";

/** The processors and memory that a domain's document gives a machine, and how much it can be given without a restart. */
export interface Hardware {
  readonly cpus: number;
  readonly mostCpus: number;
  readonly memoryMiB: number;
  readonly mostMemoryMiB: number;
}

/** `vcpu` and its `current`, `memory` and `currentMemory` ("formatdomain", CPU Allocation and Memory Allocation). */
export function hardwareOf(domain: Element): Hardware {
  const vcpu = below(domain, "vcpu");
  const mostCpus = Number(vcpu?.textContent ?? 1) || 1;
  const mostMemoryMiB = sizeMiB(below(domain, "memory"), "KiB") ?? 0;
  return {
    cpus: Number(attribute(vcpu, "current") ?? mostCpus) || mostCpus,
    mostCpus,
    memoryMiB: sizeMiB(below(domain, "currentMemory"), "KiB") ?? mostMemoryMiB,
    mostMemoryMiB,
  };
}
