import { expect, test } from "vitest";
import type { ProviderSession } from "#providers/contract.js";
import { Pushes } from "../contract/pushes.js";
import { capabilities, DB_01, done, faultOf, full, MUTATION, placesOf, WEB_01, WEB_02 } from "./act.js";
import { open } from "./open.js";

const GIB = 1024;

/** Makes the first disk of a machine so large. */
async function growing(session: ProviderSession, id: string, sizeMiB: number) {
  const before = await full(session, id);
  const change = { disk: { grow: before.disks[0]!, sizeMiB } };
  return capabilities(session).reconfigure.reconfigure(before, change, MUTATION);
}

/** Plugs a disk in. */
async function adding(
  session: ProviderSession,
  id: string,
  sizeMiB: number,
  at?: { controller: string; unit: number },
) {
  const before = await full(session, id);
  const change = { disk: { add: at ?? before.diskSlot!, sizeMiB } };
  return capabilities(session).reconfigure.reconfigure(before, change, MUTATION);
}

test("a disk grows while its machine runs, and the datastore has that much less", async () => {
  const session = await open("vms=10");
  const pushes = await Pushes.from(session);
  const { id, freeMiB } = (await placesOf(session)).datastore("tyo-vmfs-01");
  const before = await full(session, WEB_01);
  await done(session, growing(session, WEB_01, 80 * GIB));
  const after = await full(session, WEB_01);
  expect(after.disks).toEqual([{ ...before.disks[0], sizeMiB: 80 * GIB }]);
  expect(after).toMatchObject({ power: "on", cpus: before.cpus, memoryMiB: before.memoryMiB });
  expect(after.changeVersion).not.toBe(before.changeVersion);
  expect(pushes.objects.get(id)).toMatchObject({ freeMiB: freeMiB! - 40 * GIB });
});

test("a disk only grows, to a size that disks can have", async () => {
  const session = await open("vms=10");
  for (const sizeMiB of [39 * GIB, 0, 0.5, session.limits.maxDiskMiB + 1]) {
    expect(await faultOf(session, growing(session, WEB_02, sizeMiB))).toBe("InvalidArgument");
  }
  expect(session.limits.maxDiskMiB).toBe(62 * 1024 * 1024);
  expect(await faultOf(session, growing(session, WEB_02, 62 * 1024 * GIB))).toBe("NoDiskSpace");
  expect((await full(session, WEB_02)).disks[0]?.sizeMiB).toBe(40 * GIB);
});

test("a machine with a snapshot has disks that stay, and may get another", async () => {
  const session = await open("vms=10");
  expect(await faultOf(session, growing(session, DB_01, 80 * GIB))).toBe("InvalidDeviceOperation");
  await done(session, adding(session, DB_01, 10 * GIB));
  const { disks } = await full(session, DB_01);
  expect(disks.map(({ label, sizeMiB }) => [label, sizeMiB / GIB])).toEqual([
    ["Hard disk 1", 40],
    ["Hard disk 2", 200],
    ["Hard disk 3", 10],
  ]);
  // Without the snapshot they grow.
  await done(session, capabilities(session).snapshots.removeSnapshot("snapshot-1", MUTATION));
  await done(session, growing(session, DB_01, 80 * GIB));
});

test("a disk is added where there is room: not twice in one place, and never where the controller is", async () => {
  const session = await open("vms=10");
  const at = (unit: number, controller = "1000") => ({ controller, unit });
  for (const slot of [at(0), at(7), at(16), at(-1), at(1.5), at(1, "1001")]) {
    expect(await faultOf(session, adding(session, WEB_02, GIB, slot))).toBe("InvalidDeviceSpec");
  }
  expect(await faultOf(session, adding(session, WEB_02, 0))).toBe("InvalidArgument");
  expect(await faultOf(session, adding(session, WEB_02, 17 * 1024 * GIB))).toBe("NoDiskSpace");
  for (let count = 2; count <= 15; count++) await done(session, adding(session, WEB_02, GIB));
  const { disks, diskSlot } = await full(session, WEB_02);
  expect(diskSlot).toBeNull();
  expect(disks).toHaveLength(15);
  expect(disks.map(({ slot }) => slot.unit)).toEqual([0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15]);
  expect(new Set(disks.map(({ file }) => file)).size).toBe(15);
  expect(disks.at(-1)).toMatchObject({
    id: "2015",
    label: "Hard disk 15",
    file: "[tyo-vmfs-02] web-02/web-02_14.vmdk",
  });
});

test("a disk that is not there, and one that is no file, do not grow", async () => {
  const session = await open("vms=200");
  const { reconfigure } = capabilities(session);
  const before = await full(session, WEB_02);
  const gone = { grow: { ...before.disks[0]!, id: "2009" }, sizeMiB: 80 * GIB };
  expect(await faultOf(session, reconfigure.reconfigure(before, { disk: gone }, MUTATION))).toBe(
    "InvalidDeviceSpec",
  );
  const rows = (await placesOf(session)).all.filter(({ kind }) => kind === "vm");
  const machines = await Promise.all(rows.map(({ id }) => full(session, id)));
  const owner = machines.find(
    ({ disks, power }) => power !== "suspended" && disks.some((disk) => !disk.growable),
  )!;
  const raw = { grow: owner.disks.find(({ growable }) => !growable)!, sizeMiB: 900 * GIB };
  expect(await faultOf(session, reconfigure.reconfigure(owner, { disk: raw }, MUTATION))).toBe(
    "InvalidDeviceOperation",
  );
});
