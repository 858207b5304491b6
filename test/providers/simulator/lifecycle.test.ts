import { expect, test } from "vitest";
import type { ProviderSession } from "#providers/contract.js";
import { doomed } from "../contract/doomed.js";
import { Pushes } from "../contract/pushes.js";
import { capabilities, DB_01, done, faultOf, full, MUTATION, machine, WEB_01, WEB_02 } from "./act.js";
import { GIB, newMachine, scene } from "./making.js";

const inMaintenance = (session: ProviderSession, id: string) =>
  done(session, capabilities(session).hostPower.enterMaintenance(id, MUTATION));

test("a machine is made where it was said, off, and everybody is told", async () => {
  const { session, places, lifecycle } = await scene();
  const pushes = await Pushes.from(session);
  const spec = newMachine(places);
  const made = await done(session, lifecycle.create(spec, MUTATION));
  expect(made).toBe("vm-1011");
  expect(await full(session, made!)).toMatchObject({
    name: "web-09",
    parent: spec.folder,
    host: spec.host,
    power: "off",
    cpus: 2,
    memoryMiB: 2048,
    toolsRunning: false,
    disks: [{ label: "Hard disk 1", sizeMiB: 20 * GIB, file: "[tyo-vmfs-01] web-09/web-09.vmdk" }],
    snapshots: [],
    datastore: places.datastore("tyo-vmfs-01").id,
  });
  expect(pushes.objects.get(made!)).toMatchObject({ kind: "vm", name: "web-09", power: "off" });
  const { id, freeMiB } = places.datastore("tyo-vmfs-01");
  expect(pushes.objects.get(id)).toMatchObject({ freeMiB: freeMiB! - 20 * GIB });
});

test("what is made is the same each time: ids, UUIDs", async () => {
  const making = async () => {
    const { session, places, lifecycle } = await scene("vms=10&seed=4");
    const made = await done(session, lifecycle.create(newMachine(places), MUTATION));
    return await full(session, made!);
  };
  const first = await making();
  expect(await making()).toEqual(first);
  const { places } = await scene("vms=10&seed=4");
  expect(places.all.flatMap((one) => (one.kind === "vm" ? one.uuid : []))).not.toContain(first.uuid);
});

test("a machine without a disk can be made, and runs without telling an address", async () => {
  const { session, places, lifecycle, power } = await scene();
  const pushes = await Pushes.from(session);
  const made = await done(
    session,
    lifecycle.create({ ...newMachine(places), diskMiB: null, network: null }, MUTATION),
  );
  expect((await full(session, made!)).disks).toEqual([]);
  await done(session, power.powerOn(made!, MUTATION));
  expect(pushes.objects.get(made!)).toMatchObject({ power: "on", ip: null });
});

test("what cannot be made is refused", async () => {
  const { places, creating, session } = await scene();
  expect(await creating({ name: "", cpus: 2 })).toBe("InvalidName");
  expect(await creating({ name: "web-01", folder: places.folder("Production") })).toBe("DuplicateName");
  for (const wrong of [
    { cpus: 0 },
    { cpus: session.limits.maxCpus + 1 },
    { memoryMiB: 1022 },
    { diskMiB: 0 },
    { diskMiB: session.limits.maxDiskMiB + 1 },
    { guest: "debian" },
  ]) {
    expect(await creating(wrong)).toBe("InvalidArgument");
  }
  expect(await creating({ datastoreName: "osa-vmfs-01" })).toBe("InvalidDatastore");
  expect(await creating({ datastoreName: "nfs-iso", diskMiB: 800 * GIB })).toBe("NoDiskSpace");
  expect(await creating({ folder: places.folder("host") })).toBe("NotSupported");
  for (const gone of [{ folder: "group-v99" }, { pool: "resgroup-99" }, { host: "host-99" }]) {
    expect(await creating(gone)).toBe("call: ManagedObjectNotFound");
  }
  const network = { id: "network-99", name: "lost", type: "standard", port: {} } as const;
  expect(await creating({ network })).toBe("call: ManagedObjectNotFound");
});

test("nothing is made across datacenters, nor on what nobody reaches", async () => {
  const { session, places, creating, cloned } = await scene("vms=200");
  const osaka = places.host("esx-01.osa");
  expect(await creating({ host: osaka.id, pool: places.pool("esx-01.osa") })).toBe("InvalidDatastore");
  const there = { host: osaka.id, datastoreName: "osa-vmfs-01", network: null };
  expect(await creating({ ...there, pool: places.pool("esx-01.osa") })).toBe("InvalidArgument");
  expect(await creating({ pool: places.pool("esx-01.osa") })).toBe("InvalidArgument");
  const folder = places.all.findLast((one) => one.kind === "folder" && one.name === "Staging")!.id;
  const network = { ...places.network("tyo-prod"), port: {} };
  const apart = { ...there, pool: places.pool("esx-01.osa"), folder, network };
  expect(await creating(apart)).toBe("InvalidDeviceBacking");
  expect(await creating({ datastoreName: "tyo-vmfs-old" })).toBe("InaccessibleDatastore");
  expect(await cloned(WEB_02, { host: osaka.id, pool: places.pool("esx-01.osa") })).toBe("InvalidArgument");
  expect((await machine(session, WEB_02)).parent).toBe(places.folder("Production"));
});

test("a host in maintenance gets no new machine", async () => {
  const { session, places, creating, cloned, power } = await scene();
  const { id } = places.host("esx-02.tyo");
  const on = places.all.filter((one) => one.kind === "vm" && one.host === id && one.power === "on");
  for (const running of on) await done(session, power.powerOff(running.id, MUTATION));
  await inMaintenance(session, id);
  expect(await creating({})).toBe("InvalidState");
  expect(await cloned(WEB_02, {})).toBe("InvalidState");
  expect(await cloned(WEB_02, { host: places.host("esx-01.tyo").id, datastore: null })).toBe("nothing");
});

test("a machine that is off is taken away with its files; one that runs is not", async () => {
  const { session, places, lifecycle, power } = await scene();
  const pushes = await Pushes.from(session);
  const { id, freeMiB } = places.datastore("tyo-vmfs-02");
  expect(await faultOf(session, lifecycle.destroy(doomed(WEB_01), "go", MUTATION))).toBe("InvalidPowerState");
  await done(session, power.suspend(WEB_01, MUTATION));
  expect(await faultOf(session, lifecycle.destroy(doomed(WEB_01), "go", MUTATION))).toBe("InvalidPowerState");
  expect(pushes.objects.has(DB_01)).toBe(true);
  const about = { kind: "machine", id: DB_01 } as const;
  expect(
    await session.settle(await lifecycle.destroy(doomed(DB_01), "go", MUTATION), about, () => true),
  ).toEqual({
    failed: null,
    after: null,
  });
  expect(pushes.objects.has(DB_01)).toBe(false);
  expect(pushes.objects.get(id)).toMatchObject({ freeMiB: freeMiB! + 240 * GIB });
  await expect(session.read(about)).rejects.toMatchObject({ code: "TARGET_UNKNOWN" });
  expect(await session.watch(about, () => false, 10_000)).toBeNull();
  expect(await faultOf(session, lifecycle.destroy(doomed(DB_01), "go", MUTATION))).toBe(
    "call: ManagedObjectNotFound",
  );
});

test("one that is taken away alone leaves its disks, and what they take of their datastore", async () => {
  const { session, places, lifecycle, creating } = await scene();
  const pushes = await Pushes.from(session);
  const { id, freeMiB } = places.datastore("tyo-vmfs-02");
  const { disks } = await session.read({ kind: "fullMachine", id: DB_01 });
  const files = disks.flatMap(({ file }) => file ?? []);
  const { keepingDisks } = lifecycle;
  expect(await faultOf(session, lifecycle.destroy(doomed(WEB_01), "stay", MUTATION))).toBe(
    "InvalidPowerState",
  );
  await done(session, lifecycle.destroy(doomed(DB_01), "stay", MUTATION));
  expect(pushes.objects.has(DB_01)).toBe(false);
  expect(pushes.objects.get(id)).toMatchObject({ freeMiB });
  expect(await keepingDisks!.filesThere([...files, "[tyo-vmfs-02] none/none.vmdk"])).toEqual({
    there: disks.map(({ file, sizeMiB }) => ({ file, sizeMiB })),
    unseen: [],
  });
  expect(files.length).toBeGreaterThan(1);
  expect(await creating({ name: "db-01" })).toBe("nothing");
});
