import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Libvirtd } from "../rigs/libvirtd.js";
import { onQemu } from "../rigs/qemu/on-qemu.js";
import { onVcsim } from "./on-vcsim.js";
import { describeThreePlatforms, type ThirdHost } from "./three-platforms.js";

onVcsim("a vCenter, a KVM host and libvirt's test driver", () => {
  onQemu("in one console", () => describeThreePlatforms(startTestDriver));
});

async function startTestDriver(): Promise<ThirdHost> {
  const libvirtd = await Libvirtd.start();
  const place = mkdtempSync(join(tmpdir(), "shoseki-third-"));
  return {
    name: "lab",
    endpoint: `test:///default?socket=${libvirtd.socket}`,
    async define(name) {
      const file = join(place, `${name}.xml`);
      writeFileSync(
        file,
        `<domain type='test'>
  <name>${name}</name>
  <memory unit='MiB'>128</memory>
  <vcpu current='1'>2</vcpu>
  <os><type>hvm</type></os>
</domain>
`,
      );
      await libvirtd.virsh("define", file);
    },
    virsh: (...args) => libvirtd.virsh(...args),
    async stop() {
      await libvirtd[Symbol.asyncDispose]();
      rmSync(place, { recursive: true, force: true });
    },
  };
}
