import type { Document, Element } from "@xmldom/xmldom";
import { failure, type ShosekiError } from "#domain/errors.js";
import { hardwareOf } from "#providers/libvirt/subjects/hardware.js";
import { modulesMiBOf, numaNodesOf, sizingOf } from "#providers/libvirt/subjects/sizing.js";
import { below, childrenOf } from "#providers/libvirt/xml/elements.js";
import { elementOf } from "#providers/libvirt/xml/tree.js";

/**
 * Gives a configuration other processors. What it can be given while it runs stays as it is, or grows with them, by sockets where it
 * has a topology; which of them are there is then libvirt's choice.
 *
 * @param cpus what `sizingOf` allows, as the plan sees to; `INTERNAL` for another
 */
export function resizeCpus(document: Document, root: Element, cpus: number): void {
  const { mostCpus } = hardwareOf(root);
  const { sockets } = sizingOf(root);
  if (sockets !== undefined && cpus > sockets.above) {
    if (cpus % sockets.coresPerSocket !== 0) throw impossible("its topology has no places for so many");
    below(root, "cpu", "topology")?.setAttribute("sockets", String(cpus / sockets.coresPerSocket));
  }
  const most = Math.max(mostCpus, cpus);
  const vcpu = below(root, "vcpu") ?? document.createElement("vcpu");
  if (vcpu.parentNode === null) root.appendChild(vcpu);
  vcpu.textContent = String(most);
  if (most === cpus) vcpu.removeAttribute("current");
  else vcpu.setAttribute("current", String(cpus));
  for (const each of childrenOf(root, "vcpus")) root.removeChild(each);
}

/**
 * Gives a configuration other memory. Where the guest was to have all that there is, it has all of the new; else the most that
 * it can be given while it runs stays, or grows with it. The one NUMA node of a machine that has but one has what is not in modules.
 *
 * @param memoryMiB likewise
 */
export function resizeMemory(document: Document, root: Element, memoryMiB: number): void {
  const { memoryMiB: present, mostMemoryMiB } = hardwareOf(root);
  const most = present === mostMemoryMiB ? memoryMiB : Math.max(mostMemoryMiB, memoryMiB);
  set(document, root, "memory", most);
  set(document, root, "currentMemory", memoryMiB);
  const [node, second] = numaNodesOf(root);
  const onBoard = most - modulesMiBOf(root);
  if (second !== undefined) throw impossible("its memory is divided among several NUMA nodes");
  if (onBoard <= 0) throw impossible("its memory modules have as much");
  node?.setAttribute("memory", String(onBoard));
  node?.setAttribute("unit", "MiB");
}

/** The plan has refused it: nothing else asks for it. */
function impossible(why: string): ShosekiError {
  return failure("INTERNAL", { problem: `a machine that cannot be given that: ${why}` });
}

function set(document: Document, root: Element, name: string, sizeMiB: number): void {
  const before = below(root, name);
  if (before === null) {
    root.appendChild(elementOf(document, [name, { unit: "MiB" }, String(sizeMiB)]));
    return;
  }
  // Attributes beside the unit (`dumpCore`) stay.
  before.setAttribute("unit", "MiB");
  before.textContent = String(sizeMiB);
}
