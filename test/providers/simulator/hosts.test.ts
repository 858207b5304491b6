import { expect, test } from "vitest";
import { Pushes } from "../contract/pushes.js";
import { capabilities, done, faultOf, MUTATION, machine, placesOf, WEB_01, WEB_02, WEB_03 } from "./act.js";
import { open } from "./open.js";

/** Two hosts; on the first run web-01 and web-03. */
async function scene() {
  const session = await open("vms=5");
  const places = await placesOf(session);
  const pushes = await Pushes.from(session);
  const { id: first } = places.host("esx-01.tyo");
  const { id: second } = places.host("esx-02.tyo");
  const hostNow = (id: string) => session.read({ kind: "host", id });
  const some = async (turns: number) => {
    for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
  };
  return { ...capabilities(session), session, places, pushes, first, second, hostNow, some };
}

test("a host is read as its row says, without what it reaches", async () => {
  const { hostNow, first, places, session } = await scene();
  expect(await hostNow(first)).toEqual({
    id: first,
    name: "esx-01.tyo.example",
    parent: places.host("esx-01.tyo").parent,
    connection: "connected",
    power: "on",
    maintenance: false,
  });
  await expect(session.read({ kind: "host", id: "host-99" })).rejects.toMatchObject({
    code: "TARGET_UNKNOWN",
  });
});

test("a host enters maintenance when the last machine on it has stopped or gone", async () => {
  const { session, hostPower, power, relocation, first, second, hostNow, some, pushes } = await scene();
  const task = await hostPower.enterMaintenance(first, MUTATION);
  await done(session, power.powerOff(WEB_01, MUTATION));
  await some(20);
  expect((await hostNow(first)).maintenance).toBe(false);
  // It takes none in the meantime.
  expect(await faultOf(session, power.powerOn(WEB_01, MUTATION))).toBe("InvalidState");
  const to = { pool: null, datastore: null, folder: null };
  expect(await faultOf(session, relocation.relocate(WEB_02, { ...to, host: first }, MUTATION))).toBe(
    "InvalidState",
  );
  await done(session, relocation.relocate(WEB_03, { ...to, host: second }, MUTATION));
  const settled = await session.settle(task, { kind: "host", id: first }, ({ maintenance }) => maintenance);
  expect(settled).toMatchObject({ failed: null, after: { maintenance: true } });
  expect(pushes.objects.get(first)).toMatchObject({ maintenance: true });
  expect(await faultOf(session, power.powerOn(WEB_01, MUTATION))).toBe("InvalidState");
  await done(session, hostPower.exitMaintenance(first, MUTATION));
  await done(session, power.powerOn(WEB_01, MUTATION));
  expect(pushes.objects.get(first)).toMatchObject({ maintenance: false });
});

test("whoever has enough of waiting cancels, and the host is open again", async () => {
  const { session, hostPower, power, first, hostNow, history, some } = await scene();
  const task = await hostPower.enterMaintenance(first, MUTATION);
  await done(session, power.powerOff(WEB_01, MUTATION));
  await session.cancel(task);
  expect(await session.ended(task)).toEqual({
    failed: { fault: "RequestCanceled", message: expect.any(String), cancelled: true },
    made: null,
  });
  expect((await hostNow(first)).maintenance).toBe(false);
  await done(session, power.powerOn(WEB_01, MUTATION));
  const running = (await history.latest(10)).filter(({ state }) => state === "running");
  expect(running).toEqual([]);
  // It is not in maintenance later either.
  for (const id of [WEB_01, WEB_03]) await done(session, power.powerOff(id, MUTATION));
  await some(5);
  expect((await hostNow(first)).maintenance).toBe(false);
});

test("maintenance is entered once and left once, and a host is shut down or restarted only there", async () => {
  const { session, hostPower, power, first } = await scene();
  for (const call of [
    hostPower.exitMaintenance(first, MUTATION),
    hostPower.shutdownHost(first, MUTATION),
    hostPower.rebootHost(first, MUTATION),
  ]) {
    expect(await faultOf(session, call)).toBe("InvalidState");
  }
  for (const id of [WEB_01, WEB_03]) await done(session, power.powerOff(id, MUTATION));
  await done(session, hostPower.enterMaintenance(first, MUTATION));
  expect(await faultOf(session, hostPower.enterMaintenance(first, MUTATION))).toBe("InvalidState");
  expect(await faultOf(session, hostPower.enterMaintenance("host-99", MUTATION))).toBe(
    "call: ManagedObjectNotFound",
  );
});

test("a host that is shut down stays away, and its machines are out of reach", async () => {
  const { session, hostPower, power, rename, first, pushes, some } = await scene();
  for (const id of [WEB_01, WEB_03]) await done(session, power.powerOff(id, MUTATION));
  await done(session, hostPower.enterMaintenance(first, MUTATION));
  const about = { kind: "host", id: first } as const;
  const settled = await session.settle(await hostPower.shutdownHost(first, MUTATION), about, () => true);
  expect(settled.after).toMatchObject({ connection: "notResponding", power: "off", maintenance: true });
  expect(pushes.objects.get(first)).toMatchObject({ connection: "notResponding", power: "off" });
  expect(await machine(session, WEB_01)).toMatchObject({ reachable: false });
  expect(await machine(session, WEB_02)).toMatchObject({ reachable: true });
  expect(await faultOf(session, power.powerOn(WEB_01, MUTATION))).toBe("InvalidState");
  expect(await faultOf(session, rename.rename(WEB_01, "web-99", MUTATION))).toBe("InvalidState");
  for (const call of [hostPower.exitMaintenance(first, MUTATION), hostPower.rebootHost(first, MUTATION)]) {
    expect(await faultOf(session, call)).toBe("HostNotConnected");
  }
  await some(30);
  expect(pushes.objects.get(first)).toMatchObject({ connection: "notResponding" });
});

test("a host that restarts goes away and comes back, still in maintenance, its machines with it", async () => {
  const { session, hostPower, power, first, pushes } = await scene();
  for (const id of [WEB_01, WEB_03]) await done(session, power.powerOff(id, MUTATION));
  await done(session, hostPower.enterMaintenance(first, MUTATION));
  await done(session, hostPower.rebootHost(first, MUTATION));
  await pushes.until(first, { connection: "notResponding", power: "off" });
  expect(await machine(session, WEB_01)).toMatchObject({ reachable: false });
  await pushes.until(first, { connection: "connected", power: "on", maintenance: true });
  expect(await machine(session, WEB_01)).toMatchObject({ reachable: true });
  await done(session, hostPower.exitMaintenance(first, MUTATION));
});
