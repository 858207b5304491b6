import { expect, test } from "vitest";
import type { ProviderSession } from "#providers/contract.js";
import { doomed } from "../contract/doomed.js";
import { Pushes } from "../contract/pushes.js";
import { capabilities, DB_01, done, faultOf, MUTATION, machine, placesOf, WEB_01, WEB_02 } from "./act.js";
import { open } from "./open.js";

const IT = { kind: "machine", id: WEB_02 } as const;
/** WEB_02 is off. */
const start = (session: ProviderSession) => capabilities(session).power.powerOn(WEB_02, MUTATION);
const powerOf = async (session: ProviderSession) => (await machine(session, WEB_02)).power;
const startsOf = (session: ProviderSession) =>
  capabilities(session).history.tasksOf({
    target: WEB_02,
    kind: "powerOn",
    user: "operator",
    since: 0,
    until: Date.now(),
  });

test("refuse: the call is answered by a fault, and nothing is done", async () => {
  const session = await open("faults=start:refuse");
  await expect(start(session)).rejects.toMatchObject({
    problem: { code: "SERVER_FAULT", facts: { fault: "SystemError" } },
  });
  expect(await powerOf(session)).toBe("off");
  expect(await startsOf(session)).toEqual([]);
});

test("fail: the task ends in an error, and nothing is done", async () => {
  const session = await open("faults=start:fail");
  const settled = await session.settle(await start(session), IT, () => false);
  expect(settled).toMatchObject({ failed: { fault: "SystemError" }, after: { power: "off" } });
  expect(await startsOf(session)).toMatchObject([{ state: "error", failed: { fault: "SystemError" } }]);
});

test("lost: it is done, nobody is told, and the history knows", async () => {
  const session = await open("faults=start:lost");
  await expect(start(session)).rejects.toMatchObject({ code: "CONNECTION_LOST" });
  expect(await powerOf(session)).toBe("on");
  expect(await startsOf(session)).toMatchObject([{ id: "task-1", state: "success", failed: null }]);
});

test("unsent: nothing has left", async () => {
  const session = await open("faults=start:unsent");
  await expect(start(session)).rejects.toMatchObject({ code: "NOT_SENT" });
  expect(await powerOf(session)).toBe("off");
  expect(await startsOf(session)).toEqual([]);
});

test("expire: this call and every later one are told that the session has ended, and so is the feed", async () => {
  const session = await open("faults=start:expire");
  const pushes = await Pushes.from(session);
  const ended = { code: "SESSION_ENDED" };
  await expect(start(session)).rejects.toMatchObject(ended);
  await expect(start(session)).rejects.toMatchObject(ended);
  await expect(powerOf(session)).rejects.toMatchObject(ended);
  await expect(startsOf(session)).rejects.toMatchObject(ended);
  await expect(session.settle({ id: "task-1" }, IT, () => true)).rejects.toMatchObject(ended);
  await expect(Pushes.from(session)).rejects.toMatchObject(ended);
  await expect(session.logout()).rejects.toMatchObject(ended);
  expect(pushes.lost).toMatchObject([ended]);
});

test("a number picks one call of its kind, counted from 1", async () => {
  const session = await open("faults=start:refuse@2");
  const { power } = capabilities(session);
  await session.settle(await start(session), IT, () => true);
  await session.settle(await power.powerOff(WEB_02, MUTATION), IT, () => true);
  await expect(start(session)).rejects.toMatchObject({ code: "SERVER_FAULT" });
  await session.settle(await start(session), IT, () => true);
  expect(await powerOf(session)).toBe("on");
});

test("a fault of one call leaves the others alone", async () => {
  const session = await open("faults=stop:refuse,rename:refuse,reconfigure:refuse");
  const { power, rename, reconfigure } = capabilities(session);
  const refused = { code: "SERVER_FAULT" };
  await session.settle(await start(session), IT, () => true);
  const before = await machine(session, WEB_02);
  await expect(power.powerOff(WEB_02, MUTATION)).rejects.toMatchObject(refused);
  await expect(rename.rename(WEB_02, "web-99", MUTATION)).rejects.toMatchObject(refused);
  await expect(reconfigure.reconfigure(before, { cpus: 4 }, MUTATION)).rejects.toMatchObject(refused);
  expect(await machine(session, WEB_02)).toEqual(before);
});

test("read counts whatever looks, and what waits for a task too", async () => {
  const session = await open("faults=read:lost@2");
  expect(await powerOf(session)).toBe("off");
  const task = await start(session);
  await expect(session.settle(task, IT, () => true)).rejects.toMatchObject({ code: "CONNECTION_LOST" });
  expect(await powerOf(session)).toBe("on");
});

test("every way of looking is a read", async () => {
  const session = await open("faults=read:unsent");
  const unsent = { code: "NOT_SENT" };
  const task = await start(session);
  await expect(session.read({ kind: "host", id: "host-11" })).rejects.toMatchObject(unsent);
  const query = { machine: WEB_02, host: null, datastore: null, network: null };
  await expect(session.readPlacement(query)).rejects.toMatchObject(unsent);
  await expect(session.ended(task)).rejects.toMatchObject(unsent);
  await expect(session.watch(IT, () => true, 0)).rejects.toMatchObject(unsent);
});

test("each mutating call has a fault of its own", async () => {
  const words =
    "start,stop,reset,suspend,guest,rename,reconfigure,create,clone,delete,move,snapshot,revert,remove," +
    "shutdown,reboot,enter,exit";
  const refusing = (except: string) =>
    words
      .split(",")
      .filter((word) => word !== except)
      .map((word) => `${word}:refuse`)
      .join(",");
  // A call is answered only by the fault that is its own: without it, it gets to where the simulator judges it.
  const all = async (query: string) => {
    const session = await open(`vms=10&faults=${query}`);
    const can = capabilities(session);
    const { power, guest, lifecycle, cloning, relocation, snapshots, hostPower, rename } = can;
    const places = await placesOf(session);
    const before = await machine(session, DB_01);
    const stays = { host: null, pool: null, datastore: null };
    const [folder, m] = [places.folder("Staging"), MUTATION];
    const { id: host } = places.host("esx-01.tyo");
    const spec = { name: "new", cpus: 1, memoryMiB: 1024, diskMiB: null, guest: "otherGuest64", folder };
    const place = { pool: places.pool("esx-01.tyo"), host, datastoreName: "tyo-vmfs-01", network: null };
    return {
      start: () => power.powerOn(WEB_02, m),
      stop: () => power.powerOff(WEB_01, m),
      reset: () => power.reset(WEB_01, m),
      suspend: () => power.suspend(WEB_01, m),
      guest: () => guest.rebootGuest(WEB_01, m).then(() => undefined),
      rename: () => rename.rename(WEB_02, "web-99", m),
      reconfigure: () => can.reconfigure.reconfigure(before, { cpus: 2 }, m),
      create: () => lifecycle.create({ ...spec, ...place }, m),
      clone: () => cloning.clone(WEB_02, { ...stays, name: "web-98", folder, on: false }, m),
      delete: () => lifecycle.destroy(doomed(WEB_02), "go", m),
      move: () => relocation.relocate(WEB_02, { ...stays, folder }, m),
      snapshot: () => snapshots.createSnapshot(WEB_02, "now", m),
      revert: () => snapshots.revertSnapshot("snapshot-1", m),
      remove: () => snapshots.removeSnapshot("snapshot-1", m),
      shutdown: () => hostPower.shutdownHost(host, m),
      reboot: () => hostPower.rebootHost(host, m),
      enter: () => hostPower.enterMaintenance(host, m),
      exit: () => hostPower.exitMaintenance(host, m),
    } satisfies Record<string, () => Promise<unknown>>;
  };
  const calls = Object.keys(await all(""));
  expect(calls).toEqual(words.split(","));
  for (const word of calls as (keyof Awaited<ReturnType<typeof all>>)[]) {
    const refused = { code: "SERVER_FAULT" };
    await expect((await all(`${word}:refuse`))[word](), word).rejects.toMatchObject(refused);
    const others = (await all(refusing(word)))[word]();
    await expect(others, word).resolves.not.toThrow();
  }
});

test("a clone whose reply is lost is made, and one that fails is not", async () => {
  const made = async (faults: string) => {
    const session = await open(`vms=10&faults=${faults}`);
    const pushes = await Pushes.from(session);
    const folder = (await placesOf(session)).folder("Staging");
    const spec = { name: "web-98", folder, host: null, pool: null, datastore: null, on: false };
    const call = capabilities(session).cloning.clone(WEB_02, spec, MUTATION);
    const end = await call.then((task) => session.ended(task)).catch((error) => error.code);
    await new Promise(setImmediate);
    return [end, [...pushes.objects.values()].filter(({ name }) => name === "web-98").length];
  };
  expect(await made("clone:lost")).toEqual(["CONNECTION_LOST", 1]);
  const failed = { fault: "SystemError", message: expect.any(String), cancelled: false };
  expect(await made("clone:fail")).toEqual([{ failed, made: null }, 0]);
});

test("a lost reply to what waits for others does not wait with it", async () => {
  const session = await open("vms=10&faults=enter:lost");
  const { id } = (await placesOf(session)).host("esx-01.tyo");
  const { hostPower, power } = capabilities(session);
  await expect(hostPower.enterMaintenance(id, MUTATION)).rejects.toMatchObject({ code: "CONNECTION_LOST" });
  // The host takes no machine from then on, and is in maintenance as soon as it is empty.
  for (const running of ["vm-1001", "vm-1003"]) await done(session, power.powerOff(running, MUTATION));
  expect(await faultOf(session, power.powerOn(WEB_01, MUTATION))).toBe("InvalidState");
});

test.each([
  ["refuse", "LOGIN_REFUSED"],
  ["unsent", "UNREACHABLE"],
  ["lost", "CONNECTION_LOST"],
  ["expire", "SESSION_ENDED"],
])("login:%s is %s", async (kind, code) => {
  await expect(open(`faults=login:${kind}`)).rejects.toMatchObject({ code });
});
