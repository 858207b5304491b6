import { afterAll, beforeAll, expect, test } from "vitest";
import type { OperationRequest } from "#domain/command.js";
import { Inventory } from "#inventory/inventory.js";
import { operationOf } from "#operations/operation-of.js";
import type { ProviderSession } from "#providers/contract.js";
import { onQemu } from "../../../rigs/qemu/on-qemu.js";
import { type QemuHost, startQemuHost } from "../../../rigs/qemu/qemu-host.js";
import { MUTATION, refused } from "../../contract/act.js";
import { Pushes } from "../../contract/pushes.js";
import { openAt } from "../on-libvirtd.js";
import { target } from "../rpc/connecting.js";

/** An operator at a host with QEMU. */
interface At {
  readonly host: QemuHost;
  readonly session: ProviderSession;
  readonly pushes: Pushes;
}

/** Plans, runs and settles an operation as the program does. */
async function perform({ session, pushes }: At, request: OperationRequest, id: string) {
  const inventory = new Inventory();
  inventory.apply([...pushes.objects.values()].map((object) => ({ change: "enter", object })));
  const prepared = await operationOf(request).prepare({ session, inventory }, id);
  if (prepared.refusal !== null) return { prepared, failed: null, seen: null };
  return { prepared, ...(await prepared.settle(await prepared.run(MUTATION), {})) };
}

onQemu("changing a machine under QEMU", () => {
  let at: At;

  beforeAll(async () => {
    const host = await startQemuHost();
    const endpoint = target({ driver: "qemu", path: "/system", query: { socket: host.socket } });
    const session = await openAt(endpoint);
    at = { host, session, pushes: await Pushes.from(session) };
  });
  afterAll(async () => {
    await at?.session.close();
    await at?.host.stop();
  });

  const guest = async (name: string, options: { readonly runs?: boolean; readonly memory?: number } = {}) => {
    const { host, pushes } = at;
    await host.addGuest({ name, memory: options.memory ?? 128, idle: true });
    if (options.runs) await host.virsh("start", name);
    const id = await host.virsh("domuuid", name);
    await pushes.until(id, { name });
    return id;
  };

  test("processors are plugged in while it runs as far as it goes, and else wait for its next start", async () => {
    const id = await guest("web", { runs: true });
    const { host } = at;
    const three = await perform(at, { name: "ModifyCPU", cpus: 3 }, id);
    expect(three.prepared.choices).toEqual([{ what: "cpus", value: "3", why: "whileOn" }]);
    expect(three.failed).toBeNull();
    expect(three.seen).toMatchObject({ shown: true, after: { name: "web", cpus: 3 } });
    expect((await host.virsh("vcpucount", "web", "--live", "--current")).trim()).toBe("3");
    expect(await host.virsh("vcpucount", "web", "--config", "--current")).toBe("3");

    const one = await perform(at, { name: "ModifyCPU", cpus: 1 }, id);
    expect(one.prepared.choices).toEqual([{ what: "cpus", value: "1", why: "nextBoot" }]);
    expect(one.prepared.before).toEqual({ name: "web", cpus: 3, nextBootCpus: 3 });
    expect(one.prepared.wanted).toEqual({ name: "web", cpus: 3, nextBootCpus: 1 });
    expect(one.seen).toMatchObject({ shown: true, after: { name: "web", cpus: 3, nextBootCpus: 1 } });
    expect(await host.virsh("vcpucount", "web", "--live", "--current")).toBe("3");
    expect(await host.virsh("vcpucount", "web", "--config", "--current")).toBe("1");

    const six = await perform(at, { name: "ModifyCPU", cpus: 6 }, id);
    expect(six.seen).toMatchObject({ shown: true, after: { cpus: 3, nextBootCpus: 6 } });
    const again = await perform(at, { name: "ModifyCPU", cpus: 6 }, id);
    expect(again.prepared.refusal).toMatchObject({ code: "NO_CHANGE" });
    await host.virsh("destroy", "web");
    await host.virsh("start", "web");
    expect(await at.session.read({ kind: "machine", id })).toMatchObject({ cpus: 6, nextBoot: null });
  });

  test("memory above what it started with waits for its next start, and has all of it then", async () => {
    const id = await guest("mem", { runs: true });
    const { host } = at;
    const more = await perform(at, { name: "ModifyMemory", memoryMiB: 192 }, id);
    expect(more.prepared.choices).toEqual([{ what: "memory", value: "192 MiB", why: "nextBoot" }]);
    expect(more.seen).toMatchObject({ shown: true, after: { memoryMiB: 128, nextBootMemoryMiB: 192 } });
    await host.virsh("destroy", "mem");
    await host.virsh("start", "mem");
    expect(await host.virsh("dominfo", "mem")).toMatch(/Max memory: +196608 KiB\nUsed memory: +196608 KiB/);
  });

  test("a disk grows under its guest and never shrinks; another is plugged in; all of it goes with the machine", async () => {
    const id = await guest("disks", { runs: true });
    const { host, session } = at;
    const grown = await perform(at, { name: "ModifyDisk", sizeMiB: 64, disk: { of: "only" } }, id);
    expect(grown.seen).toMatchObject({ shown: true, after: { disk: "vda", diskMiB: 64 } });
    expect(await host.virsh("domblkinfo", "disks", "vda")).toMatch(/Capacity: +67108864\n/);

    const before = await session.read({ kind: "fullMachine", id });
    const [grow] = before.disks;
    const shrink = await refused(session, id, (m) =>
      session.reconfigure!.reconfigure(before, { disk: { grow: grow!, sizeMiB: 16 } }, m),
    );
    expect(shrink.fault).toBe("DISK_ONLY_GROWS");
    expect(await host.virsh("domblkinfo", "disks", "vda")).toMatch(/Capacity: +67108864\n/);

    const added = await perform(at, { name: "ModifyDisk", sizeMiB: 48, disk: { of: "new" } }, id);
    expect(added.failed).toBeNull();
    expect(added.seen).toMatchObject({ shown: true, after: { disks: 2, disk: "vdb", diskMiB: 48 } });
    for (const which of [[], ["--inactive"]]) {
      expect(await host.virsh("domblklist", "disks", ...which)).toMatch(
        /vdb +\/var\/lib\/libvirt\/images\/disks-vdb\.qcow2/,
      );
    }

    const running = await refused(session, id, async (m) =>
      session.lifecycle!.destroy(await session.read({ kind: "fullMachine", id }), "go", m),
    );
    expect(running.fault).toBe("POWER_STATE");
    await host.virsh("destroy", "disks");
    const gone = await perform(at, { name: "DeleteVM" }, id);
    expect(gone.failed).toBeNull();
    expect(gone.seen).toMatchObject({ shown: true, after: {} });
    expect(await host.virsh("vol-list", "images")).not.toMatch(/disks/);
  });

  test("one that is deleted without its disks leaves its volume as it was, and another can have it", async () => {
    const id = await guest("kept");
    const { host } = at;
    const file = "/var/lib/libvirt/images/kept.qcow2";
    await host.virsh("snapshot-create-as", "kept", "before");
    const request = { name: "DeleteVM", keepDisks: true } as const;
    const { prepared, failed, seen } = await perform(at, request, id);
    expect(prepared).toMatchObject({
      losses: [{ kind: "snapshot", name: "before" }],
      choices: [{ what: "disk", value: `vda ${file}`, why: "kept" }],
      chosen: { keepDisks: true, vda: file },
      before: { disks: `vda 32 MiB ${file}`, snapshots: "before" },
    });
    expect(failed).toBeNull();
    expect(seen).toMatchObject({ shown: true, after: { disks: `vda 32 MiB ${file}` } });
    expect(await host.virsh("list", "--all", "--name")).not.toMatch(/^kept$/m);
    expect(await host.virsh("vol-info", "kept.qcow2", "--pool", "images")).toMatch(/Capacity: +32.00 MiB/);
    const heir = await guest("heir");
    await host.virsh("attach-disk", "heir", file, "vdb", "--config", "--subdriver", "qcow2");
    await host.virsh("start", "heir");
    await host.virsh("destroy", "heir");
    await perform(at, request, heir);
    expect(await host.virsh("vol-list", "images")).toMatch(/heir\.qcow2.*kept\.qcow2/s);
  });

  test("a volume that another machine has, or that another volume is on top of, is not deleted", async () => {
    const id = await guest("first");
    const { host, session } = at;
    const file = "/var/lib/libvirt/images/first.qcow2";
    await guest("second");
    await host.virsh("attach-disk", "second", file, "vdb", "--config", "--subdriver", "qcow2");
    const shared = await refused(session, id, async (m) =>
      session.lifecycle!.destroy(await session.read({ kind: "fullMachine", id }), "go", m),
    );
    expect(shared).toMatchObject({
      fault: "VOLUME_IN_USE",
      message: expect.stringContaining("second") as string,
    });
    await host.virsh("detach-disk", "second", "vdb", "--config");
    const backing = ["--backing-vol", "first.qcow2", "--backing-vol-format", "qcow2"];
    await host.virsh("vol-create-as", "images", "top.qcow2", "64MiB", "--format", "qcow2", ...backing);
    const below = await refused(session, id, async (m) =>
      session.lifecycle!.destroy(await session.read({ kind: "fullMachine", id }), "go", m),
    );
    expect(below).toMatchObject({
      fault: "VOLUME_IN_USE",
      message: expect.stringContaining("top") as string,
    });
    expect(await host.virsh("vol-list", "images")).toMatch(/first\.qcow2/);
    expect(await host.virsh("domstate", "first")).toBe("shut off");
  });

  test("a clone has its own volume, UUID and card address, and can be started with it", async () => {
    const id = await guest("source");
    const { host, session } = at;
    const request = { name: "CloneVM", newName: "twin", host: null, datastore: null, on: true } as const;
    const { failed, seen } = await perform(at, request, id);
    expect(failed).toBeNull();
    expect(seen).toMatchObject({ after: { clone: "twin", power: "on" } });
    const address = async (name: string) =>
      /([0-9a-f]{2}:){5}[0-9a-f]{2}/.exec(await host.virsh("domiflist", name))?.[0];
    expect(await address("twin")).not.toBe(await address("source"));
    expect(await host.virsh("domuuid", "twin")).not.toBe(id);
    expect(await host.virsh("domblklist", "twin")).toMatch(/images\/twin\.qcow2/);
    const twin = String(seen?.after.cloneId);
    await at.pushes.until(twin, { power: "on" });
    const running = await perform(at, { ...request, newName: "third" }, twin);
    expect(running.prepared.refusal).toMatchObject({ code: "POWER_STATE", facts: { needs: "off" } });
    const taken = await refused(session, id, (m) =>
      session.lifecycle!.create(
        {
          ...{ name: "source", cpus: 1, memoryMiB: 64, diskMiB: 16, guest: "hvm" },
          ...{ folder: "/", pool: "/", host: host.uuid, datastoreName: "images", network: null },
        },
        m,
      ),
    );
    expect(taken.fault).toBe("VIR_ERR_STORAGE_VOL_EXIST");
  });

  test("what a machine cannot take leaves nothing behind", async () => {
    const { host, session } = at;
    await guest("named");
    await host.virsh("undefine", "named");
    await host.virsh("vol-delete", "named.qcow2", "images");
    const id = await guest("holder");
    await host.virsh("domrename", "holder", "named");
    const taken = await refused(session, id, (m) =>
      session.lifecycle!.create(
        {
          ...{ name: "named", cpus: 1, memoryMiB: 64, diskMiB: 16, guest: "hvm" },
          ...{ folder: "/", pool: "/", host: host.uuid, datastoreName: "images", network: null },
        },
        m,
      ),
    );
    expect(taken.fault).toBe("VIR_ERR_OPERATION_FAILED");
    expect(await host.virsh("vol-list", "images")).not.toMatch(/named/);
  });

  test("a machine that was made starts, is kept with its memory while it runs, and goes back to that", async () => {
    const { host, session, pushes } = at;
    const task = await session.lifecycle!.create(
      {
        ...{ name: "made & <new>", cpus: 2, memoryMiB: 96, diskMiB: 16, guest: session.lifecycle!.guest! },
        ...{ folder: "/", pool: "/", host: host.uuid, datastoreName: "images", network: null },
      },
      MUTATION,
    );
    const { failed, made } = await session.ended(task);
    expect(failed).toBeNull();
    const id = String(made);
    await pushes.until(id, { name: "made & <new>", power: "off", cpus: 2, memoryMiB: 96 });
    expect((await perform(at, { name: "StartVM" }, id)).seen).toMatchObject({ after: { power: "on" } });
    const kept = await perform(at, { name: "CreateSnapshot", snapshot: "kept" }, id);
    expect(kept.seen).toMatchObject({ shown: true, after: { snapshots: 1, snapshot: "kept" } });
    expect(await host.virsh("snapshot-list", id)).toMatch(/kept .* running/);
    expect((await perform(at, { name: "StopVM" }, id)).seen).toMatchObject({ after: { power: "off" } });
    const back = await perform(at, { name: "RevertSnapshot", snapshot: "kept" }, id);
    expect(back.prepared.wanted).toMatchObject({ power: "on" });
    expect(back.seen).toMatchObject({ shown: true, after: { power: "on", snapshot: "kept" } });
    expect(await host.virsh("domstate", id)).toBe("running");
  });
});
