import { onQemu } from "../rigs/qemu/on-qemu.js";
import { onXen } from "../rigs/xen/on-xen.js";
import { startXenHost } from "../rigs/xen/xen-host.js";
import { onVcsim } from "./on-vcsim.js";
import { describeThreePlatforms, type ThirdHost } from "./three-platforms.js";

onVcsim("a vCenter, a KVM host and a Xen host", () => {
  onQemu("with its guests", () => onXen("in one console", () => describeThreePlatforms(startXen)));
});

async function startXen(): Promise<ThirdHost> {
  const host = await startXenHost();
  return {
    name: "xen",
    endpoint: host.endpoint,
    define: (name) => host.addGuest({ name }),
    virsh: (...args) => host.virsh(...args),
    stop: () => host.stop(),
  };
}
