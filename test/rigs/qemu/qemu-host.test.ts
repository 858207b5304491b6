import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { HostPair, startHostPair } from "./host-pair.js";
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

  test("of two hosts with a cable between them, a running guest goes from one to the other", async () => {
    await using pair = await startHostPair();
    await pair.a.addGuest({ name: "web-01", disk: 0, network: "lan" });
    await pair.a.boot("web-01");
    await pair.a.says("web-01", "second 1 ");
    await pair.a.virsh(
      "migrate",
      "--live",
      "--p2p",
      "--persistent",
      "--undefinesource",
      "web-01",
      HostPair.uriOf(pair.b),
    );
    expect(await pair.a.virsh("list", "--all", "--name")).toBe("");
    expect(await pair.b.virsh("list", "--name")).toBe("web-01");
    // The same process goes on counting where it was.
    await pair.b.says("web-01", /second [2-9]\d* /);
    expect(pair.b.console("web-01")).not.toContain("guest is up");
  });
});
