import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { otherMachinesDrives } from "#providers/libvirt/changes/other-drives.js";
import { howOthersHave } from "#providers/libvirt/changes/volume-users.js";
import { DRIVERS } from "#providers/libvirt/drivers.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import { temporaryDirectory } from "../../../journal/temporary-directory.js";
import { needsLibvirtd } from "../../../rigs/libvirtd-needed.js";
import { connectedTo } from "../rpc/connecting.js";

const disk = (target: string, source: string, device = "disk", type = "file") =>
  `<disk type='${type}' device='${device}'><source ${source}/><target dev='${target}' bus='virtio'/></disk>`;

const machine = (name: string, uuid: string, ...disks: readonly string[]) =>
  `<domain type='test'><name>${name}</name><uuid>${uuid}</uuid><memory>1048576</memory><os><type>hvm</type></os>
  <devices>${disks.join("")}<disk type='file' device='cdrom'><target dev='hdd' bus='ide'/></disk></devices></domain>`;

test("who has a volume is told by name: as it runs, from its next start on, and of two uses the one that is sure", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  using directory = temporaryDirectory();
  const reads = await connectedTo({ path: libvirtd.socket });
  const file = (text: string) => {
    const path = join(directory.path, "it.xml");
    writeFileSync(path, text);
    return path;
  };
  const [own, runner, sleeper] = [randomUUID(), randomUUID(), randomUUID()];
  for (const act of ["destroy", "undefine"]) await libvirtd.virsh(act, "test");
  await libvirtd.virsh("vol-create-as", "default-pool", "web.raw", "8MiB", "--format", "raw");
  await libvirtd.virsh(
    "define",
    file(machine("web", own, disk("vda", "pool='default-pool' volume='web.raw'", "disk", "volume"))),
  );
  const cd = disk("hdc", "file='/isos/a.iso'", "cdrom");
  await libvirtd.virsh("define", file(machine("runner", runner, cd)));
  await libvirtd.virsh("start", "runner");
  const { vol } = await reads.call(PROCEDURES.storageVolLookupByPath, { path: "/default-pool/web.raw" });
  const drives = async () => await otherMachinesDrives(reads, own);
  const told = async () =>
    (await drives()).map(({ dom, drive, when }) => `${dom.name} ${drive.target} ${when}`).sort();
  /** Of a hypervisor whose test driver's files are as good as real ones. */
  const use = async (isReal: boolean) =>
    await howOthersHave({ reads, driver: { ...DRIVERS.test, isReal } }, [vol], await drives());

  // The same as it runs and next is asked of the machine; an empty CD drive is nothing.
  expect(await told()).toEqual(["runner hdc live", "runner hdc live"]);
  expect(await use(false)).toBeNull();
  const unsure = { by: "MACHINE", holder: "runner", disk: "hdc", place: "/isos/a.iso", isSure: false };
  expect(await use(true)).toEqual(unsure);

  const later = disk("vdb", "file='/default-pool/web.raw'");
  await libvirtd.virsh("define", file(machine("runner", runner, cd, later)));
  expect(await told()).toEqual(["runner hdc live", "runner hdc live", "runner vdb next"]);
  const sure = { holder: "runner", disk: "vdb", place: "/default-pool/web.raw", isSure: true };
  expect(await use(true)).toEqual({ by: "MACHINE", ...sure });
  expect(await use(false)).toEqual({ by: "MACHINE", ...sure });

  await libvirtd.virsh("define", file(machine("runner", runner, cd)));
  await libvirtd.virsh(
    "define",
    file(machine("sleeper", sleeper, disk("vda", "file='/default-pool/web.raw'"))),
  );
  expect(await told()).toContain("sleeper vda off");
  expect(await use(true)).toMatchObject({ holder: "sleeper", disk: "vda", isSure: true });
  await reads.close();
});
