import { expect, test } from "vitest";
import type { RelocationSpec } from "#providers/relocation.js";
import { Pushes } from "../contract/pushes.js";
import {
  capabilities,
  DB_01,
  done,
  faultOf,
  full,
  MUTATION,
  placesOf,
  TEMPLATE,
  WEB_01,
  WEB_02,
} from "./act.js";
import { open } from "./open.js";

const GIB = 1024;
const STAYS: RelocationSpec = { host: null, pool: null, datastore: null, folder: null };

async function scene(query = "vms=10") {
  const session = await open(query);
  const places = await placesOf(session);
  const relocate = (id: string, to: Partial<RelocationSpec>) =>
    capabilities(session).relocation.relocate(id, { ...STAYS, ...to }, MUTATION);
  const moving = (id: string, to: Partial<RelocationSpec>) => faultOf(session, relocate(id, to));
  return { ...capabilities(session), session, places, relocate, moving };
}

test("a machine moves to another host while it runs", async () => {
  const { session, places, relocate } = await scene();
  const before = await full(session, WEB_01);
  const { id: host } = places.host("esx-02.tyo");
  await done(session, relocate(WEB_01, { host }));
  expect(await full(session, WEB_01)).toEqual({ ...before, host });
});

test("a machine moves to another datastore with its disks and snapshots, and takes its room with it", async () => {
  const { session, places, relocate, rename } = await scene();
  const pushes = await Pushes.from(session);
  await done(session, rename.rename(DB_01, "db-main", MUTATION));
  const { id: datastore, freeMiB } = places.datastore("tyo-vmfs-01");
  const left = places.datastore("tyo-vmfs-02");
  await done(session, relocate(DB_01, { datastore }));
  const after = await full(session, DB_01);
  expect(after).toMatchObject({ datastore, snapshots: [{ id: "snapshot-1" }] });
  // On its way the files get the machine's new name.
  expect(after.disks.map(({ file }) => file)).toEqual([
    "[tyo-vmfs-01] db-main/db-main.vmdk",
    "[tyo-vmfs-01] db-main/db-main_1.vmdk",
  ]);
  expect(pushes.objects.get(datastore)).toMatchObject({ freeMiB: freeMiB! - 240 * GIB });
  expect(pushes.objects.get(left.id)).toMatchObject({ freeMiB: left.freeMiB! + 240 * GIB });
});

test("a machine moves to another folder alone, and not onto a namesake", async () => {
  const { session, places, relocate, moving, rename } = await scene();
  const pushes = await Pushes.from(session);
  const folder = places.folder("Staging");
  await done(session, relocate(WEB_01, { folder }));
  expect(pushes.objects.get(WEB_01)).toMatchObject({ parent: folder });
  await done(session, rename.rename(WEB_02, "web-01", MUTATION));
  expect(await moving(WEB_02, { folder })).toBe("DuplicateName");
  const { id: host } = places.host("esx-01.tyo");
  expect(await moving(WEB_02, { folder, host })).toBe("DuplicateName");
  expect(await moving(WEB_02, { folder: places.folder("host") })).toBe("NotSupported");
  expect(await moving(WEB_02, { folder: "group-v99" })).toBe("call: ManagedObjectNotFound");
});

test("all three at once, of a template", async () => {
  const { session, places, relocate } = await scene();
  const to = {
    host: places.host("esx-02.tyo").id,
    datastore: places.datastore("tyo-vmfs-02").id,
    folder: places.folder("Infra"),
  };
  await done(session, relocate(TEMPLATE, to));
  const { host, datastore, parent: folder } = await full(session, TEMPLATE);
  expect({ host, datastore, folder }).toEqual(to);
});

test("a machine leaves a host in maintenance and comes to none", async () => {
  const { session, places, relocate, moving, hostPower, power } = await scene();
  const { id: host } = places.host("esx-01.tyo");
  const on = places.all.filter((one) => one.kind === "vm" && one.host === host && one.power === "on");
  for (const { id } of on) await done(session, power.powerOff(id, MUTATION));
  await done(session, hostPower.enterMaintenance(host, MUTATION));
  expect(await moving(WEB_02, { host })).toBe("InvalidState");
  await done(session, relocate(WEB_01, { host: places.host("esx-02.tyo").id }));
  await done(session, power.powerOn(WEB_01, MUTATION));
});

test("a machine goes nowhere that its host and its files are not both in reach", async () => {
  const { session, places, moving } = await scene("vms=1000");
  const before = await full(session, WEB_02);
  const [tokyo, beyond] = [places.host("esx-02.tyo"), places.host("esx-17.tyo")];
  const pool = places.pool("esx-17.tyo");
  expect(beyond.parent).not.toBe(tokyo.parent);
  // Another cluster has other datastores and another pool.
  expect(await moving(WEB_02, { host: beyond.id, pool })).toBe("InvalidDatastore");
  expect(await moving(WEB_02, { host: beyond.id })).toBe("InvalidArgument");
  const images = places.datastore("nfs-iso").id;
  expect(await moving(DB_01, { datastore: places.datastore("tyo-vmfs-old").id })).toBe(
    "InaccessibleDatastore",
  );
  const osaka = places.host("esx-01.osa");
  const far = { host: osaka.id, pool: places.pool("esx-01.osa"), datastore: images };
  expect(await moving(WEB_02, far)).toBe("InvalidArgument");
  expect(await full(session, WEB_02)).toEqual(before);
  // What both clusters reach is a way from one to the other.
  const there = { host: beyond.id, pool, datastore: images };
  expect(await moving(WEB_02, there)).toBe("nothing");
  expect(await full(session, WEB_02)).toMatchObject({ host: beyond.id, datastore: images });
});

test("a datastore takes what it has room for", async () => {
  const { session, places, moving, reconfigure } = await scene();
  const before = await full(session, WEB_02);
  const disk = { grow: before.disks[0]!, sizeMiB: 900 * GIB };
  await done(session, reconfigure.reconfigure(before, { disk }, MUTATION));
  expect(await moving(WEB_02, { datastore: places.datastore("nfs-iso").id })).toBe("NoDiskSpace");
});
