import { benchLibvirtMany } from "./libvirt-many.js";
import { benchLibvirtWarm } from "./libvirt-warm.js";

/** KVM and Xen by libvirt, beside libvirt's own client. */
export async function benchLibvirt(print: (line: string) => void): Promise<void> {
  await benchLibvirtWarm(print);
  await benchLibvirtMany(print);
}
