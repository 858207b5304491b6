import { expect, test } from "vitest";
import { onXen } from "../../rigs/xen/on-xen.js";
import { startXenHost } from "../../rigs/xen/xen-host.js";
import { Pushes } from "../contract/pushes.js";
import { openAt } from "./on-libvirtd.js";
import { target } from "./rpc/connecting.js";

onXen("reading a Xen host", () => {
  test("its machines are told as virsh tells them, dom0 is none, and what virsh changes is seen", async () => {
    await using host = await startXenHost();
    await host.addGuest({ name: "web", disk: 8 });
    await host.addGuest({ name: "db" });
    await host.virsh("start", "db");
    const endpoint = target({
      driver: "xen",
      transport: "tcp",
      host: "127.0.0.1",
      port: host.tcpPort,
      path: "/system",
      name: host.endpoint,
    });
    const session = await openAt(endpoint, 30_000);
    try {
      const pushes = await Pushes.from(session);
      const name = await host.virsh("hostname");
      expect(session.login).toMatchObject({
        serverUuid: null,
        product: expect.stringMatching(/^Xen 4\.17\.\d+ /) as string,
      });
      const machines = [...pushes.objects.values()].filter(({ kind }) => kind === "vm");
      expect(machines.map((each) => each.name).sort()).toEqual(["db", "web"]);
      const [web, db] = [await host.virsh("domuuid", "web"), await host.virsh("domuuid", "db")];
      expect(pushes.objects.get(`xen:///system@${name}`)).toMatchObject({ kind: "host", name });
      expect(await session.read({ kind: "fullMachine", id: web })).toMatchObject({
        power: "off",
        disks: [{ id: "xvda", sizeMiB: 8, growable: true }],
        diskSlot: { controller: "xen", unit: 1 },
        datastore: await host.virsh("pool-uuid", "images"),
        snapshots: [],
      });
      await host.virsh("setvcpus", "db", "2", "--live");
      await pushes.until(db, { cpus: 2 });
      expect(await session.read({ kind: "machine", id: db })).toMatchObject({
        power: "on",
        cpus: 2,
        cpuHotRemove: true,
        nextBoot: { cpus: 1, memoryMiB: 128 },
      });
      const dom0 = { kind: "machine", id: "00000000-0000-0000-0000-000000000000" } as const;
      await expect(session.read(dom0)).rejects.toMatchObject({ code: "TARGET_UNKNOWN" });
      // Its log is for whoever looks after the host.
      const errors = "grep -c 'not supported by the connection driver' /var/log/libvirt/libvirtd.log || true";
      expect(await host.ssh(errors)).toBe("0");
    } finally {
      await session.close();
    }
  });
});
