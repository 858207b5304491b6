import type { Element } from "@xmldom/xmldom";
import type { Sizing } from "#domain/virtual-machine.js";
import { attribute, below, childrenOf } from "#providers/libvirt/xml/elements.js";
import { sizeMiB } from "#providers/libvirt/xml/sizes.js";

/** What a socket is divided into ("formatdomain", CPU model and topology); one of each where it is not said. */
const PARTS = ["dies", "clusters", "cores", "threads"];

/**
 * What other processors and memory must fit in a configuration. libvirt takes no more processors than the topology has places for,
 * and of a machine with NUMA nodes the sum of them, whatever `memory` says (9.0, tried).
 */
export function sizingOf(domain: Element): Sizing {
  const topology = below(domain, "cpu", "topology");
  const coresPerSocket = PARTS.reduce((all, each) => all * Number(attribute(topology, each) ?? 1), 1);
  const above = Number(below(domain, "vcpu")?.textContent ?? 1) || 1;
  const nodes = numaNodesOf(domain).length;
  const modulesMiB = modulesMiBOf(domain);
  return {
    ...(topology === null ? {} : { sockets: { above, coresPerSocket } }),
    ...(nodes > 1 ? { numaNodes: nodes } : {}),
    ...(modulesMiB > 0 ? { modulesMiB } : {}),
  };
}

export function numaNodesOf(domain: Element): readonly Element[] {
  const numa = below(domain, "cpu", "numa");
  return numa === null ? [] : childrenOf(numa, "cell");
}

/** What of its memory is in modules ("formatdomain", Memory devices), in whole mebibytes. */
export function modulesMiBOf(domain: Element): number {
  const devices = below(domain, "devices");
  const modules = devices === null ? [] : childrenOf(devices, "memory");
  return modules.reduce((all, each) => all + (sizeMiB(below(each, "target", "size"), "KiB") ?? 0), 0);
}
