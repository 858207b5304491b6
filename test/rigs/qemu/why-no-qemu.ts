import { missingPrograms } from "../programs.js";
import { buildGuest } from "./build-guest.js";

/** What a host is made of, and Debian's package of each. */
const PACKAGES = {
  libvirtd: "libvirt-daemon-system",
  virtlogd: "libvirt-daemon-system",
  virsh: "libvirt-clients",
  "qemu-system-x86_64": "qemu-system-x86",
  "qemu-img": "qemu-utils",
  unshare: "util-linux",
  nsenter: "util-linux",
  bash: "bash",
  ip: "iproute2",
};

/** Why there can be no host with QEMU on this machine; undefined where there can. What its guests boot is made meanwhile, once. */
export async function whyNoQemu(): Promise<string | undefined> {
  if (process.platform !== "linux") return "namespaces are Linux's";
  if (process.getuid?.() !== 0) return "only root may make namespaces of a host";
  const missing = missingPrograms(Object.keys(PACKAGES)) as readonly (keyof typeof PACKAGES)[];
  if (missing.length > 0)
    return `not installed: ${[...new Set(missing.map((each) => PACKAGES[each]))].join(" ")}`;
  const guest = await buildGuest();
  return "missing" in guest ? guest.missing : undefined;
}
