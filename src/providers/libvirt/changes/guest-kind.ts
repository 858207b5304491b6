import { beforehand } from "#providers/libvirt/changes/beforehand.js";
import { type Changing, notAsked } from "#providers/libvirt/changes/changing.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { parseXml } from "#providers/libvirt/xml/document.js";
import { attribute, below, childrenOf, textBelow } from "#providers/libvirt/xml/elements.js";

/** What a host runs guests of a kind as. */
export interface GuestKind {
  /** `kvm`, `qemu`, `xen` or `test`. */
  readonly type: string;
  readonly arch: string;
}

/**
 * How the host runs guests of a kind (`hvm`, `xen`, `xenpvh`), by KVM where it has that. Throws `NOT_ASKED` (`NO_GUEST_KIND`)
 * with those that it does run.
 */
export async function guestKind({ reads }: Changing, kind: string, signal?: AbortSignal): Promise<GuestKind> {
  return await beforehand(async () => {
    const { capabilities } = await reads.call(PROCEDURES.connectGetCapabilities, {}, { signal });
    const { root } = parseXml(capabilities, "capabilities");
    const hostArch = textBelow(root, "host", "cpu", "arch");
    const guests = childrenOf(root, "guest").flatMap((each) => {
      const arch = below(each, "arch");
      const name = attribute(arch, "name");
      if (arch === null || name === null) return [];
      const types = childrenOf(arch, "domain").flatMap((domain) => attribute(domain, "type") ?? []);
      return [{ kind: textBelow(each, "os_type") ?? "", arch: name, types }];
    });
    const fitting = guests.filter((each) => each.kind === kind);
    const found = fitting.find(({ arch }) => arch === hostArch) ?? fitting[0];
    const type = found?.types.includes("kvm") ? "kvm" : found?.types[0];
    if (found !== undefined && type !== undefined) return { type, arch: found.arch };
    const known = [...new Set(guests.map((each) => each.kind))];
    throw notAsked({ fault: "NO_GUEST_KIND", guest: kind, known });
  });
}
