import { expect, test } from "vitest";
import type { FullMachine } from "#domain/full-machine.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { liveSession, uuidOf } from "./on-libvirtd.js";
import { connectedTo } from "./rpc/connecting.js";

const XML = `<domain type='test'><name>web-01</name><memory unit='MiB'>4096</memory>
  <currentMemory unit='MiB'>512</currentMemory><vcpu current='1'>4</vcpu><os><type>hvm</type></os><devices>
  <disk type='file' device='disk'><source file='/default-pool/web-01.raw'/><target dev='vda' bus='virtio'/></disk>
  <disk type='volume' device='disk'><source pool='default-pool' volume='data.raw'/><target dev='vdb' bus='virtio'/><readonly/></disk>
  <disk type='file' device='cdrom'><target dev='vdc' bus='virtio'/></disk>
  <interface type='network'><mac address='52:54:00:01:e9:31'/><source network='default'/></interface>
  <interface type='bridge'><mac address='52:54:00:01:e9:32'/><source bridge='br0'/><link state='down'/></interface>
  </devices></domain>`;

async function machineWithDisks(context: Parameters<typeof liveSession>[0]) {
  const live = await liveSession(context);
  const { libvirtd, session } = live;
  for (const name of ["web-01.raw", "data.raw"]) {
    await libvirtd.virsh("vol-create-as", "default-pool", name, "16MiB", "--format", "raw");
  }
  const client = await connectedTo({ path: libvirtd.socket });
  await client.call(PROCEDURES.domainDefineXmlFlags, { xml: XML, flags: 0 });
  await client.close();
  const id = await uuidOf(libvirtd, "web-01");
  const read = (): Promise<FullMachine> => session.read({ kind: "fullMachine", id });
  return { live, libvirtd, session, id, read };
}

test("a machine is read with its disks, cards and snapshots, each as virsh calls it", async (context) => {
  const { live, libvirtd, id, read } = await machineWithDisks(context);
  await using _ = live;
  const machine = await read();
  expect(machine).toMatchObject({ id, name: "web-01", power: "off", cpus: 1, memoryMiB: 512 });
  expect(machine.disks).toEqual([
    {
      id: "vda",
      label: "vda",
      sizeMiB: 16,
      file: "/default-pool/web-01.raw",
      mode: "persistent",
      slot: { controller: "virtio", unit: 0 },
      growable: true,
    },
    expect.objectContaining({
      id: "vdb",
      file: "default-pool/data.raw",
      mode: "readonly",
      growable: false,
      staysBehind: true,
    }),
  ]);
  // The CD drive has vdc.
  expect(machine.diskSlot).toEqual({ controller: "virtio", unit: 3 });
  expect(machine.cards).toEqual([
    { label: "net0", mac: "52:54:00:01:e9:31", network: "default", connected: true },
    { label: "net1", mac: "52:54:00:01:e9:32", network: "br0", connected: false },
  ]);
  expect(machine.datastore).toBe((await libvirtd.virsh("pool-uuid", "default-pool")).trim());
  expect(machine).toMatchObject({ snapshots: [], currentSnapshot: null });

  await libvirtd.virsh("snapshot-create-as", "web-01", "before", "--description", "改修前");
  await libvirtd.virsh("start", "web-01");
  await libvirtd.virsh("snapshot-create-as", "web-01", "after");
  const { snapshots, currentSnapshot } = await read();
  expect(snapshots).toEqual([
    expect.objectContaining({
      id: `${id}/before`,
      name: "before",
      description: "改修前",
      parent: null,
      power: "off",
    }),
    expect.objectContaining({ id: `${id}/after`, name: "after", parent: `${id}/before`, power: "on" }),
  ]);
  expect(currentSnapshot).toBe(`${id}/after`);
  const [{ created = "" } = {}] = snapshots;
  const told = await libvirtd.virsh("snapshot-dumpxml", "web-01", "before");
  expect(told).toContain(`<creationTime>${Date.parse(created) / 1000}</creationTime>`);
});

test("what a machine will have from its next start on is told beside what it has", async (context) => {
  const { live, libvirtd, id, session, read } = await machineWithDisks(context);
  await using _ = live;
  await libvirtd.virsh("start", "web-01");
  const before = await read();
  expect(before).toMatchObject({ power: "on", cpuHotAdd: true, memoryHotAdd: true, nextBoot: null });
  await libvirtd.virsh("setvcpus", "web-01", "3", "--config");
  await libvirtd.virsh("setmem", "web-01", "1GiB", "--config");
  const waiting = await read();
  expect(waiting).toMatchObject({ cpus: 1, memoryMiB: 512, nextBoot: { cpus: 3, memoryMiB: 1024 } });
  expect(waiting.changeVersion).not.toBe(before.changeVersion);
  await libvirtd.virsh("setvcpus", "web-01", "4", "--live");
  const live4 = await read();
  expect(live4).toMatchObject({ cpus: 4, cpuHotAdd: false, nextBoot: { cpus: 3, memoryMiB: 1024 } });
  expect(live4.changeVersion).not.toBe(waiting.changeVersion);
  await libvirtd.virsh("destroy", "web-01");
  expect(await session.read({ kind: "machine", id })).toMatchObject({
    cpus: 3,
    memoryMiB: 1024,
    nextBoot: null,
  });
});

test("a placement is read in one go, and what is gone of it is named", async (context) => {
  const { live, libvirtd, session, id } = await machineWithDisks(context);
  await using _ = live;
  const rows = [...live.pushes.objects.values()];
  const idOf = (kind: string) => rows.find((each) => each.kind === kind)!.id;
  const network = { id: idOf("network"), name: "as it was called", type: "standard" as const };
  const query = { machine: id, host: idOf("host"), datastore: idOf("datastore"), network };
  expect(await session.readPlacement(query)).toMatchObject({
    machine: { id },
    host: { id: query.host, connection: "connected" },
    datastore: { id: query.datastore, name: "default-pool", accessible: true, freeMiB: 102_368 },
    network: { id: network.id, name: "default" },
  });
  await libvirtd.virsh("pool-destroy", "default-pool");
  expect((await session.readPlacement(query)).datastore).toMatchObject({ accessible: false, freeMiB: null });
  await libvirtd.virsh("pool-undefine", "default-pool");
  await expect(session.readPlacement(query)).rejects.toMatchObject({
    problem: { code: "TARGET_UNKNOWN", facts: { text: `@${query.datastore}` } },
  });
});
