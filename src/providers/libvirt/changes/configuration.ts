import type { Document, Element } from "@xmldom/xmldom";
import { beforehand } from "#providers/libvirt/changes/beforehand.js";
import type { Changing } from "#providers/libvirt/changes/changing.js";
import { machineHandle } from "#providers/libvirt/machine-handle.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { WHOLE } from "#providers/libvirt/subjects/domain-documents.js";
import { parseXml } from "#providers/libvirt/xml/document.js";

/** What a machine is configured to be, to be edited and sent back: it may hold passwords, and is shown to nobody. */
export async function configurationOf(
  { reads }: Changing,
  id: string,
  signal?: AbortSignal,
): Promise<{ readonly document: Document; readonly root: Element }> {
  const args = { dom: machineHandle(id), flags: WHOLE };
  return await beforehand(async () => {
    const { xml } = await reads.call(PROCEDURES.domainGetXmlDesc, args, { signal });
    return parseXml(xml, "domain");
  });
}
