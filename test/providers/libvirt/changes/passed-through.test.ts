import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../../../journal/temporary-directory.js";
import { liveSession, uuidOf } from "../on-libvirtd.js";
import { perform } from "./performing.js";

const XML = `<domain type='test'><name>web-01</name><memory unit='MiB'>64</memory><os><type>hvm</type></os><devices>
  <disk type='file' device='disk'><source file='/default-pool/web-01.raw'/><target dev='vda' bus='virtio'/></disk>
  <disk type='block' device='lun'><source dev='/dev/sdz'/><target dev='sda' bus='scsi'/></disk>
  <controller type='scsi' model='virtio-scsi'/></devices></domain>`;

test("a machine with a passed-through disk is not cloned: nothing would keep two guests from writing to it", async (context) => {
  await using live = await liveSession(context);
  using directory = temporaryDirectory();
  const file = join(directory.path, "it.xml");
  writeFileSync(file, XML);
  const virsh = (...args: readonly string[]) => live.libvirtd.virsh(...args);
  await virsh("vol-create-as", "default-pool", "web-01.raw", "8MiB", "--format", "raw");
  await virsh("define", file);
  const id = await uuidOf(live.libvirtd, "web-01");
  await live.pushes.until(id, { name: "web-01" });
  const request = { name: "CloneVM", newName: "twin", host: null, datastore: null, on: false } as const;
  await expect(perform(live, request, id)).rejects.toMatchObject({
    problem: { code: "NOT_ASKED", facts: { fault: "NO_VOLUME", disk: "sda" } },
  });
  expect(await virsh("vol-list", "default-pool")).not.toContain("twin");
});
