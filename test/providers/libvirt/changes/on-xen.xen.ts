import { expect, test } from "vitest";
import type { OperationRequest } from "#domain/command.js";
import { Inventory } from "#inventory/inventory.js";
import { operationOf } from "#operations/operation-of.js";
import { onXen } from "../../../rigs/xen/on-xen.js";
import { startXenHost } from "../../../rigs/xen/xen-host.js";
import { MUTATION } from "../../contract/act.js";
import { Pushes } from "../../contract/pushes.js";
import { openAt } from "../on-libvirtd.js";
import { target } from "../rpc/connecting.js";

onXen("changing machines of a Xen host", () => {
  test("they start, get and lose processors and memory as they run, stop, are cloned and deleted", async () => {
    await using host = await startXenHost();
    await host.addGuest({ name: "web", disk: 8 });
    await host.addGuest({ name: "db" });
    const way = { driver: "xen", transport: "tcp", host: "127.0.0.1", path: "/system" } as const;
    const session = await openAt(target({ ...way, port: host.tcpPort, name: host.endpoint }), 60_000);
    try {
      const pushes = await Pushes.from(session);
      const perform = async (request: OperationRequest, id: string) => {
        const inventory = new Inventory();
        inventory.apply([...pushes.objects.values()].map((object) => ({ change: "enter", object })));
        const prepared = await operationOf(request).prepare({ session, inventory }, id);
        expect(prepared.refusal).toBeNull();
        const { failed, seen } = await prepared.settle(await prepared.run(MUTATION), {});
        expect(failed).toBeNull();
        expect(seen?.shown).toBe(true);
        return seen?.after;
      };
      const [web, db] = [await host.virsh("domuuid", "web"), await host.virsh("domuuid", "db")];
      expect(await perform({ name: "StartVM" }, db)).toEqual({ name: "db", power: "on" });
      expect(await perform({ name: "ModifyCPU", cpus: 2 }, db)).toEqual({ name: "db", cpus: 2 });
      expect(await host.virsh("vcpucount", "db", "--live", "--current")).toBe("2");
      expect(await perform({ name: "ModifyCPU", cpus: 1 }, db)).toEqual({ name: "db", cpus: 1 });
      expect(await host.virsh("vcpucount", "db", "--live", "--current")).toBe("1");
      // Its guest takes it when it has come so far.
      const before = await session.read({ kind: "machine", id: db });
      const more = await session.reconfigure!.reconfigure(before, { memoryMiB: 160 }, MUTATION);
      expect(await session.ended(more)).toMatchObject({ failed: null });
      const memory = () => host.virsh("dominfo", "db");
      await expect.poll(memory, { timeout: 120_000 }).toMatch(/Used memory: +163840 KiB/);
      expect(await session.read({ kind: "machine", id: db })).toMatchObject({
        memoryMiB: 160,
        nextBoot: null,
      });
      expect(await perform({ name: "StopVM" }, db)).toEqual({ name: "db", power: "off" });

      const clone = { name: "CloneVM", newName: "twin", host: null, datastore: null, on: false } as const;
      const twin = await perform(clone, web);
      expect(twin).toMatchObject({ clone: "twin", power: "off" });
      expect(await host.virsh("domblklist", "twin")).toMatch(/images\/twin\.raw/);
      await pushes.until(String(twin?.cloneId), { name: "twin" });
      await perform({ name: "DeleteVM" }, String(twin?.cloneId));
      expect(await host.virsh("list", "--all", "--name")).not.toMatch(/twin/);
      expect(await host.virsh("vol-list", "images")).not.toMatch(/twin/);

      const lacking = (["ResetVM", "RenameVM", "CreateSnapshot", "ShutdownHost"] as const).map(
        (name) => session.lacks?.[name],
      );
      expect(lacking).toEqual(["DRIVER", "DRIVER", "DRIVER", "NO_SUCH_CALL"]);
    } finally {
      await session.close();
    }
  });
});
