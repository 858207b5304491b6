import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { destinationDisks } from "#providers/libvirt/changes/destination-disks.js";
import { movedDisks } from "#providers/libvirt/changes/moved-disks.js";
import { type DriveFacts, MovedDrive } from "#providers/libvirt/changes/moved-drive.js";
import { DRIVERS } from "#providers/libvirt/drivers.js";
import { Jobs } from "#providers/libvirt/jobs/jobs.js";
import { RunningGuess } from "#providers/libvirt/running-guess.js";
import type { MovedDisk } from "#providers/migration.js";
import { temporaryDirectory } from "../../../journal/temporary-directory.js";
import { needsLibvirtd } from "../../../rigs/libvirtd-needed.js";
import { connectedTo } from "../rpc/connecting.js";

const disk = (target: string, rest: string, device = "disk", type = "file") =>
  `<disk type='${type}' device='${device}'>${rest}<target dev='${target}' bus='virtio'/></disk>`;

const machine = (name: string, uuid: string, ...disks: readonly string[]) =>
  `<domain type='test'><name>${name}</name><uuid>${uuid}</uuid><memory>1048576</memory><os><type>hvm</type></os>
  <devices>${disks.join("")}</devices></domain>`;

const DISKS = [
  disk("vda", "<source file='/default-pool/web.raw'/>"),
  disk("vdb", "<source pool='filer' volume='data.raw'/>", "disk", "volume"),
  disk("vdc", "<source protocol='rbd' name='ceph/web'><host name='mon'/></source>", "disk", "network"),
  disk("vdd", "<source file='/srv/loose.raw'/>"),
  disk("vde", "<source file='/default-pool/ro.raw'/><readonly/>"),
  disk("vdf", "<source file='/srv/cd.iso'/>", "cdrom"),
  disk("vdg", "<source file='/default-pool/both.raw'/><shareable/>"),
  disk("vdh", "<source dev='/dev/zvol/tank/web'/>", "disk", "block"),
  disk("vdi", "<source dev='/dev/vg0/web'/>", "disk", "block"),
  disk("vdj", "", "cdrom"),
];
const NEXT = disk("vdk", "<source file='/default-pool/next.raw'/>");

const pool = (type: string, name: string, source: string, path: string) =>
  `<pool type='${type}'><name>${name}</name><source>${source}</source><target><path>${path}</path></target></pool>`;

const POOLS = [
  pool("netfs", "filer", "<host name='nas'/><dir path='/export'/>", "/filer"),
  pool("zfs", "tank", "<name>tank</name>", "/dev/zvol/tank"),
  pool("logical", "vg0", "<name>vg0</name>", "/dev/vg0"),
];

const VOLUMES = [
  ["default-pool", "web.raw"],
  ["default-pool", "ro.raw"],
  ["default-pool", "both.raw"],
  ["default-pool", "next.raw"],
  ["filer", "data.raw"],
  ["tank", "web"],
  ["vg0", "web"],
] as const;

const MADE = { as: "made", place: expect.any(String) };
const over = (place: string) => ({ as: "overwritten", place, sizeMiB: 8 });
const no = (why: string, about: string | null = null) => ({ as: "refused", why, about });

test("what becomes of each disk at the other end is told, and a disk that would be lost, split or left behind is refused", async (context) => {
  await using libvirtd = await needsLibvirtd(context);
  using directory = temporaryDirectory();
  // Whoever has a connection keeps the test driver's world.
  const reads = await connectedTo({ path: libvirtd.socket });
  const file = (text: string) => {
    const path = join(directory.path, "it.xml");
    writeFileSync(path, text);
    return path;
  };
  const [id, stranger] = [randomUUID(), randomUUID()];
  // Its disk is in no pool, and so it could be any.
  for (const act of ["destroy", "undefine"]) await libvirtd.virsh(act, "test");
  for (const text of POOLS) await libvirtd.virsh("pool-create", file(text));
  for (const [name, volume] of VOLUMES)
    await libvirtd.virsh("vol-create-as", name, volume, "8MiB", "--format", "raw");
  await libvirtd.virsh("define", file(machine("web", id, ...DISKS)));
  await libvirtd.virsh("start", "web");
  await libvirtd.virsh("define", file(machine("web", id, ...DISKS, NEXT)));
  const disks = await movedDisks(reads, id);
  expect(disks.map(({ label, place }) => [label, place])).toEqual([
    ["vda", "default-pool/web.raw"],
    ["vdb", "filer/data.raw"],
    ["vdc", "ceph/web"],
    ["vdd", "/srv/loose.raw"],
    ["vde", "default-pool/ro.raw"],
    ["vdf", "/srv/cd.iso"],
    ["vdg", "default-pool/both.raw"],
    ["vdh", "tank/web"],
    ["vdi", "vg0/web"],
    ["vdk", "default-pool/next.raw"],
  ]);

  const changing = {
    reads,
    changes: reads,
    driver: DRIVERS.test,
    jobs: new Jobs(),
    running: new RunningGuess(),
  };
  const lookFor = (wanted: readonly MovedDisk[], of = id) => destinationDisks(changing, of, wanted);
  expect(await lookFor(disks)).toEqual([
    over("default-pool/web.raw"),
    { as: "shared" },
    { as: "shared" },
    no("NO_POOL"),
    { as: "theirs" },
    no("DISK_READ_ONLY"),
    no("DISK_SHAREABLE"),
    // Two hosts give the same name to two things.
    over("tank/web"),
    over("vg0/web"),
    no("DISK_NEXT_START"),
  ]);
  expect(await lookFor(disks.slice(0, 1), stranger)).toEqual([no("DISK_TAKEN", "web: vda")]);
  expect(await lookFor(disks.slice(-1), stranger)).toEqual([no("DISK_NEXT_START")]);

  /** One of these disks, as a host that has something else would tell of it. */
  const as = (label: string, changes: Partial<DriveFacts>): MovedDisk => {
    const from = disks.find((each) => each.label === label)!;
    return { ...from, source: new MovedDrive({ ...MovedDrive.of(from), ...changes }, null) };
  };
  const at = (path: string) => as("vda", { source: { kind: "file", path } });
  const filer = (volume: string) => as("vdb", { source: { kind: "volume", pool: "filer", volume } });
  const ofPool = (label: string, changes: object) =>
    as(label, { pool: { ...MovedDrive.of(as(label, {})).pool!, ...changes } });
  const elsewhere = no("NOT_SHARED", "netfs: filer");
  expect(
    await lookFor([
      at("/default-pool/new.raw"),
      as("vda", { bytes: 1 }),
      as("vda", { bytes: null }),
      as("vde", { bytes: 1 }),
      // Another export of the same server, and a pool of the same name of another kind.
      ofPool("vdb", { source: "dir path=/other\nhost name=nas" }),
      ofPool("vdb", { type: "gluster" }),
      filer("unseen.raw"),
      as("vdb", { source: { kind: "volume", pool: "missing", volume: "data.raw" } }),
      // The same logical volume is so by its UUID, in a group of the same name.
      as("vdi", { key: "UUID" }),
      as("vdd", { source: { kind: "block", path: "/dev/sdz" } }),
    ]),
  ).toEqual([
    MADE,
    no("DISK_SIZE", "default-pool/web.raw"),
    no("DISK_SIZE", "default-pool/web.raw"),
    no("DISK_READ_ONLY"),
    elsewhere,
    elsewhere,
    elsewhere,
    no("NOT_SHARED"),
    over("vg0/web"),
    no("NO_POOL"),
  ]);

  const later = disk("vda", "<source file='/default-pool/later.raw'/>");
  await libvirtd.virsh("define", file(machine("waits", stranger, later)));
  const wanted = [at("/default-pool/later.raw"), at("/default-pool/new.raw")];
  // It is not there, and a machine that is off waits for it.
  expect(await lookFor(wanted)).toEqual([no("DISK_TAKEN", "waits: vda"), MADE]);
  await expect(lookFor([{ label: "vda", place: "", source: {} }])).rejects.toThrow();
  await reads.close();
});
