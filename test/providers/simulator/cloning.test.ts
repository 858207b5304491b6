import { expect, test } from "vitest";
import { doomed } from "../contract/doomed.js";
import { Pushes } from "../contract/pushes.js";
import { DB_01, done, full, MUTATION, machine, TEMPLATE, WEB_01, WEB_02 } from "./act.js";
import { GIB, scene, twin } from "./making.js";

test("a clone is its source's twin, without its snapshots, and can be started with its making", async () => {
  const { session, places, cloning, cloned, power } = await scene();
  const pushes = await Pushes.from(session);
  const made = await done(session, cloning.clone(DB_01, twin(places, { on: true }), MUTATION));
  const source = await full(session, DB_01);
  const clone = await full(session, made!);
  expect(clone).toMatchObject({ name: "web-98", power: "on", cpus: 4, memoryMiB: 16_384, host: source.host });
  expect(clone.disks.map(({ sizeMiB, file }) => [sizeMiB, file])).toEqual([
    [40 * GIB, "[tyo-vmfs-02] web-98/web-98.vmdk"],
    [200 * GIB, "[tyo-vmfs-02] web-98/web-98_1.vmdk"],
  ]);
  expect(clone).toMatchObject({ snapshots: [], currentSnapshot: null });
  expect(clone.uuid).not.toBe(source.uuid);
  expect(clone.changeVersion).not.toBe(source.changeVersion);
  const addresses = [...pushes.objects.values()].flatMap((one) => (one.kind === "vm" ? (one.ip ?? []) : []));
  expect(new Set(addresses).size).toBe(addresses.length);
  expect(pushes.objects.get(made!)).toMatchObject({ ip: "10.99.0.2" });
  expect(source.snapshots).toHaveLength(1);
  expect(await cloned(WEB_01, {})).toBe("DuplicateName");
  await done(session, power.suspend(WEB_01, MUTATION));
  expect(await cloned(WEB_01, { name: "web-97" })).toBe("InvalidPowerState");
});

test("a raw device is copied into a file, which grows", async () => {
  const { session, places, cloning } = await scene("vms=200");
  const rows = places.all.filter(({ kind }) => kind === "vm");
  const machines = await Promise.all(rows.map(({ id }) => full(session, id)));
  const isRaw = ({ power, disks }: (typeof machines)[number]) =>
    power !== "suspended" && disks.some(({ growable }) => !growable);
  const source = machines.find(isRaw)!;
  const spec = twin(places, { name: "copy", folder: source.parent! });
  const made = await done(session, cloning.clone(source.id, spec, MUTATION));
  const { disks } = await full(session, made!);
  expect(disks.map(({ growable, mode }) => [growable, mode])).toEqual(
    source.disks.map(() => [true, "persistent"]),
  );
});

test("a template becomes a machine where a pool is said; it is in none itself", async () => {
  const { session, places, cloning, cloned } = await scene();
  expect(await cloned(TEMPLATE, {})).toBe("InvalidArgument");
  const pool = places.pool("esx-01.tyo");
  const made = await done(session, cloning.clone(TEMPLATE, twin(places, { pool }), MUTATION));
  expect(await machine(session, made!)).toMatchObject({ template: false, power: "off" });
  expect(await machine(session, TEMPLATE)).toMatchObject({ template: true });
});

test("a clone goes to another host and datastore, and not where there is no room for it", async () => {
  const { session, places, cloning, cloned } = await scene();
  const [host, datastore] = [places.host("esx-01.tyo").id, places.datastore("tyo-vmfs-01").id];
  const pool = places.pool("esx-01.tyo");
  const spec = twin(places, { name: "web-97", host, pool, datastore });
  const made = await done(session, cloning.clone(WEB_02, spec, MUTATION));
  expect(await full(session, made!)).toMatchObject({ host, datastore });
  // 240 GiB a time fit three times into the 768 of nfs-iso.
  const images = places.datastore("nfs-iso").id;
  for (const name of ["db-07", "db-08", "db-09"]) {
    expect(await cloned(DB_01, { name, datastore: images })).toBe("nothing");
  }
  expect(await cloned(DB_01, { name: "db-10", datastore: images })).toBe("NoDiskSpace");
});

test("two machines of one name have their files in two directories", async () => {
  const { session, places, cloning } = await scene();
  const spec = twin(places, { name: "web-02", folder: places.folder("Staging") });
  const made = await done(session, cloning.clone(WEB_02, spec, MUTATION));
  expect((await full(session, made!)).disks[0]?.file).toBe("[tyo-vmfs-02] web-02_1/web-02_1.vmdk");
});

test("a source that goes while it is cloned fails the clone", async () => {
  const { session, places, lifecycle, cloning } = await scene();
  const [clone, destroy] = await Promise.all([
    cloning.clone(WEB_02, twin(places), MUTATION),
    lifecycle.destroy(doomed(WEB_02), "go", MUTATION),
  ]);
  expect((await session.ended(destroy)).failed).toBeNull();
  expect(await session.ended(clone)).toMatchObject({
    failed: { fault: "ManagedObjectNotFound" },
    made: null,
  });
});
