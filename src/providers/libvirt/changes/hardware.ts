import { CONFIG, LIVE } from "#providers/libvirt/changes/affect.js";
import type { Changing } from "#providers/libvirt/changes/changing.js";
import { inTurn, type Step } from "#providers/libvirt/changes/in-turn.js";
import { resizeCpus, resizeMemory } from "#providers/libvirt/changes/resize-hardware.js";
import { machineHandle } from "#providers/libvirt/machine-handle.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { DomainDocuments } from "#providers/libvirt/subjects/domain-documents.js";
import { xmlText } from "#providers/libvirt/xml/document.js";

interface Sizes {
  readonly cpus: number | undefined;
  readonly memoryMiB: number | undefined;
}

const KIB_PER_MIB = 1024n;

/** From the next start on, all of it at once. @param documents with the configuration read as `WHOLE` */
export async function configureHardware(
  { changes }: Changing,
  { document, configured: root }: DomainDocuments,
  { cpus, memoryMiB }: Sizes,
): Promise<void> {
  if (cpus !== undefined) resizeCpus(document, root, cpus);
  if (memoryMiB !== undefined) resizeMemory(document, root, memoryMiB);
  await changes.call(PROCEDURES.domainDefineXmlFlags, { xml: xmlText(root), flags: 0 });
}

/**
 * As it runs, and from the next start on. Whether the guest takes it is not known when it is answered: a guest without a balloon
 * driver keeps its memory.
 */
export async function plugHardware(
  { changes, driver }: Changing,
  id: string,
  { cpus, memoryMiB }: Sizes,
): Promise<void> {
  const dom = machineHandle(id);
  const steps: Step[] = [];
  if (cpus !== undefined) {
    const args = { dom, nvcpus: cpus, flags: LIVE | CONFIG };
    const make = () => changes.call(PROCEDURES.domainSetVcpusFlags, args);
    steps.push({ done: `it has ${cpus} processors now`, make });
  }
  if (memoryMiB !== undefined) {
    const memory = BigInt(memoryMiB) * KIB_PER_MIB;
    for (const flags of driver.memoryAtOnce ? [LIVE | CONFIG] : [LIVE, CONFIG]) {
      const make = () => changes.call(PROCEDURES.domainSetMemoryFlags, { dom, memory, flags });
      steps.push({ done: `it has ${memoryMiB} MiB of memory as it runs`, make });
    }
  }
  await inTurn(steps);
}
