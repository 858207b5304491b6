import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { onQemu } from "./on-qemu.js";
import { startQemuHost } from "./qemu-host.js";

onQemu("a host with QEMU of the tests' own", () => {
  test("a guest boots, hears the power button, and outlives its libvirtd", async () => {
    await using host = await startQemuHost();
    await host.addGuest({ name: "web-01" });
    await host.boot("web-01");
    expect(await host.virsh("domstate", "web-01")).toBe("running");

    await host.endLibvirtd("KILL");
    await expect(host.virsh("list")).rejects.toThrow();
    const before = host.console("web-01").length;
    await host.says("web-01", /second \d+/, before);
    await host.startLibvirtd();
    expect(await host.virsh("domstate", "web-01")).toBe("running");

    await host.virsh("shutdown", "web-01");
    await expect.poll(() => host.virsh("domstate", "web-01"), { timeout: 20_000 }).toBe("shut off");
  });

  test("several are there at once, by socket and by TCP, and nothing of them is left", async () => {
    const hosts = await Promise.all([startQemuHost({ name: "kvm-1" }), startQemuHost({ name: "kvm-2" })]);
    for (const host of hosts) {
      await host.addGuest({ name: "web-01", disk: 0 });
      await host.virsh("start", "web-01");
      expect(await host.virsh("-c", host.tcpEndpoint, "hostname")).toBe(host.name);
      expect(await host.virsh("-c", host.tcpEndpoint, "list", "--name")).toBe("web-01");
    }
    const pids = hosts.map((host) => host.pid);
    await Promise.all(hosts.map((host) => host.stop()));
    expect(pids.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
    expect(hosts.filter((host) => existsSync(dirname(host.images)))).toEqual([]);
  });
});
