import { expect, test } from "vitest";
import { onQemu } from "../../rigs/qemu/on-qemu.js";
import { startQemuHost } from "../../rigs/qemu/qemu-host.js";
import { Pushes } from "../contract/pushes.js";
import { openAt } from "./on-libvirtd.js";
import { target } from "./rpc/connecting.js";

onQemu("reading a host with QEMU", () => {
  test("its machines are told as virsh tells them, live and as they will be, and what virsh changes is seen", async () => {
    await using host = await startQemuHost();
    const [web, db] = ["web", "db"] as const;
    for (const name of [web, db]) await host.addGuest({ name });
    await host.virsh("start", web);
    const endpoint = target({ driver: "qemu", path: "/system", query: { socket: host.socket } });
    const session = await openAt(endpoint);
    try {
      const pushes = await Pushes.from(session);
      expect(session.login).toMatchObject({
        serverUuid: host.uuid,
        product: expect.stringMatching(/^QEMU \d+\.\d+\.\d+ \(libvirt \d+\.\d+\.\d+\)$/) as string,
      });
      expect(session.limits.maxCpus).toBeGreaterThan(16);
      const id = await host.virsh("domuuid", web);
      expect(pushes.objects.get(id)).toMatchObject({ name: web, power: "on", cpus: 1, memoryMiB: 128 });
      expect(pushes.objects.get(host.uuid)).toMatchObject({ kind: "host", name: host.name });
      const read = () => session.read({ kind: "fullMachine", id });
      const pool = await host.virsh("pool-uuid", "images");
      expect(await read()).toMatchObject({
        host: host.uuid,
        power: "on",
        cpuHotAdd: true,
        cpuHotRemove: false,
        toolsRunning: true,
        nextBoot: null,
        disks: [{ id: "vda", sizeMiB: 32, growable: true }],
        datastore: pool,
      });

      // Of none of these libvirt tells an event.
      await host.virsh("setvcpus", web, "2", "--config");
      expect(await read()).toMatchObject({ cpus: 1, nextBoot: { cpus: 2, memoryMiB: 128 } });
      await host.virsh("setvcpus", web, "2", "--live");
      await pushes.until(id, { cpus: 2 });
      await host.virsh("blockresize", web, "vda", "48MiB");
      expect(await read()).toMatchObject({ nextBoot: null, disks: [{ sizeMiB: 48 }] });
      await host.virsh("snapshot-create-as", db, "before");
      const off = await host.virsh("domuuid", db);
      expect(await session.read({ kind: "fullMachine", id: off })).toMatchObject({
        snapshots: [{ id: `${off}/before`, power: "off" }],
        currentSnapshot: `${off}/before`,
      });

      await host.virsh("managedsave", web);
      await pushes.until(id, { power: "suspended", cpus: 2 });
      expect(await read()).toMatchObject({ power: "suspended" });
      await host.endLibvirtd("KILL");
      await host.startLibvirtd();
      await host.virsh("managedsave-remove", web);
      await pushes.until(id, { power: "off" });
    } finally {
      await session.close();
    }
  });
});
