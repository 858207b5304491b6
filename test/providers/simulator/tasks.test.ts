import { expect, test } from "vitest";
import type { ProviderSession } from "#providers/contract.js";
import type { TaskQuery } from "#providers/history.js";
import type { MutationKind } from "#providers/mutation.js";
import { logIn } from "#providers/simulator/login.js";
import { startServer } from "#providers/simulator/server.js";
import { doomed } from "../contract/doomed.js";
import { Pushes } from "../contract/pushes.js";
import { capabilities, DB_01, done, faultOf, full, MUTATION, placesOf, WEB_01, WEB_02 } from "./act.js";
import { open, optionsOf } from "./open.js";

const CANCELLED = { fault: "RequestCanceled", message: expect.any(String), cancelled: true };

async function twin(session: ProviderSession, id: string) {
  const folder = (await placesOf(session)).folder("Staging");
  const spec = { name: "twin", folder, host: null, pool: null, datastore: null, on: false };
  return capabilities(session).cloning.clone(id, spec, MUTATION);
}

test("a clone that is cancelled has made nothing, and says so to all", async () => {
  const session = await open("vms=10");
  const pushes = await Pushes.from(session);
  const task = await twin(session, WEB_02);
  const percents: number[] = [];
  const ended = session.ended(task, { onProgress: (percent) => percents.push(percent) });
  await session.cancel(task);
  expect(await ended).toEqual({ failed: CANCELLED, made: null });
  expect(percents.length).toBeLessThan(9);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([...pushes.objects.values()].filter(({ name }) => name === "twin")).toEqual([]);
  expect(pushes.batches).toHaveLength(1);
});

test("a move and a snapshot that are cancelled have done nothing", async () => {
  const session = await open("vms=10");
  const { relocation, snapshots } = capabilities(session);
  const before = await full(session, WEB_01);
  const datastore = (await placesOf(session)).datastore("tyo-vmfs-02").id;
  const to = { host: null, pool: null, datastore, folder: null };
  for (const call of [
    () => relocation.relocate(WEB_01, to, MUTATION),
    () => snapshots.createSnapshot(WEB_01, "now", MUTATION),
  ]) {
    const task = await call();
    await session.cancel(task);
    const settled = await session.settle(task, { kind: "fullMachine", id: WEB_01 }, () => false);
    expect(settled).toEqual({ failed: CANCELLED, after: before });
  }
});

test("what is soon over cannot be cancelled, and what is over no more", async () => {
  const session = await open("latency=20ms");
  const { power } = capabilities(session);
  // Two turns: the call's own answer and the cancelling travel as long as the task takes.
  const task = await power.powerOn(WEB_02, MUTATION);
  const refusal = (fault: string) => ({ problem: { code: "SERVER_FAULT", facts: { fault } } });
  await expect(session.cancel(task)).rejects.toMatchObject(refusal("NotSupported"));
  await done(session, Promise.resolve(task));
  await expect(session.cancel(task)).rejects.toMatchObject(refusal("InvalidState"));
  expect(await session.read({ kind: "machine", id: WEB_02 })).toMatchObject({ power: "on" });
});

test("a cancelled task is cancelled once", async () => {
  const session = await open("vms=10");
  const task = await twin(session, WEB_02);
  await session.cancel(task);
  await session.ended(task);
  await expect(session.cancel(task)).rejects.toMatchObject({ code: "SERVER_FAULT" });
});

test("all of a placement is read at once, and what is gone is unknown", async () => {
  const session = await open("vms=10");
  const places = await placesOf(session);
  const [host, datastore] = [places.host("esx-01.tyo").id, places.datastore("nfs-iso").id];
  const { id, name, type } = places.network("tyo-prod");
  const network = { id, name, type };
  const read = await session.readPlacement({ machine: DB_01, host, datastore, network });
  expect(read).toEqual({
    machine: await full(session, DB_01),
    host: await session.read({ kind: "host", id: host }),
    datastore: { id: datastore, name: "nfs-iso", freeMiB: 768 * 1024, accessible: true },
    network: { ...network, port: {} },
  });
  const nothing = { machine: null, host: null, datastore: null, network: null };
  expect(await session.readPlacement(nothing)).toEqual(nothing);
  for (const gone of [{ machine: "vm-1" }, { host: "host-99" }, { datastore: "datastore-99" }]) {
    await expect(session.readPlacement({ ...nothing, ...gone })).rejects.toMatchObject({
      code: "TARGET_UNKNOWN",
    });
  }
});

test("the history keeps a task under what it is done to, and a creation and a move of folders under the folder", async () => {
  const session = await open("vms=10");
  const { history, lifecycle, relocation, snapshots } = capabilities(session);
  const places = await placesOf(session);
  const folder = places.folder("Staging");
  const found = async (target: string, kind: MutationKind, more: Partial<TaskQuery> = {}) => {
    const query = { target, kind, user: "operator", since: 0, until: Date.now(), ...more };
    return (await history.tasksOf(query)).map(({ id, state, made }) => [id, state, made]);
  };
  const clone = await done(session, twin(session, DB_01));
  await done(
    session,
    relocation.relocate(WEB_01, { host: null, pool: null, datastore: null, folder }, MUTATION),
  );
  await done(session, snapshots.revertSnapshot("snapshot-1", MUTATION));
  const spec = { name: "web-09", cpus: 1, memoryMiB: 1024, diskMiB: null, guest: "otherGuest64", folder };
  const { id: host } = places.host("esx-01.tyo");
  const place = { pool: places.pool("esx-01.tyo"), host, datastoreName: "tyo-vmfs-01", network: null };
  const made = await done(session, lifecycle.create({ ...spec, ...place }, MUTATION));
  expect(await found(DB_01, "clone")).toEqual([["task-1", "success", clone]]);
  expect(await found(folder, "moveToFolder")).toEqual([["task-2", "success", null]]);
  expect(await found(WEB_01, "relocate")).toEqual([]);
  expect(await found(WEB_01, "moveToFolder")).toEqual([]);
  expect(await found(WEB_02, "clone")).toEqual([]);
  expect(await found(DB_01, "revertSnapshot")).toEqual([["task-3", "success", null]]);
  expect(await found(folder, "create")).toEqual([["task-4", "success", made]]);
  expect(await found(folder, "create", { user: "nobody" })).toEqual([]);
  expect(await found(folder, "create", { until: 1 })).toEqual([]);
});

test("the newest tasks come first, as the server calls them", async () => {
  const session = await open("vms=10");
  const { history, power, lifecycle } = capabilities(session);
  await done(session, power.powerOn(WEB_02, MUTATION));
  await faultOf(session, lifecycle.destroy(doomed(WEB_02), "go", MUTATION));
  const clone = await twin(session, WEB_02);
  const clock = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
  const [running, ...ended] = await history.latest(10);
  expect(running).toMatchObject({
    id: "task-3",
    what: "VirtualMachine.clone",
    state: "running",
    ended: null,
  });
  expect(ended).toEqual([
    {
      id: "task-2",
      what: "VirtualMachine.destroy",
      target: "web-02",
      user: "operator",
      state: "error",
      progress: null,
      queued: clock,
      ended: clock,
      error: "The operation cannot be performed while the virtual machine is powered on.",
    },
    expect.objectContaining({ id: "task-1", what: "VirtualMachine.powerOn", state: "success", error: null }),
  ]);
  await session.ended(clone);
  expect(await history.latest(1)).toMatchObject([{ id: "task-3", state: "success", progress: null }]);
  expect(await history.latest(0)).toEqual([]);
});

test("events tell of logins, of what was done and what failed, the newest first", async () => {
  const server = startServer(optionsOf("vms=10"));
  const session = await logIn(server, "operator");
  const colleague = await logIn(server, "colleague");
  const { power, lifecycle, rename, events } = capabilities(session);
  await done(session, power.powerOn(WEB_02, MUTATION));
  await faultOf(session, power.powerOn(WEB_02, MUTATION));
  await done(session, rename.rename(WEB_02, "web-20", MUTATION));
  const made = await done(session, twin(session, WEB_02));
  await done(session, lifecycle.destroy(doomed(made!), "go", MUTATION));
  await colleague.logout();
  const told = (await events.latest(null, 20)).map(({ id, what, user, target }) => [id, what, user, target]);
  expect(told).toEqual([
    ["8", "UserLogoutSessionEvent", "colleague", null],
    ["7", "VmRemovedEvent", "operator", "twin"],
    ["6", "VmClonedEvent", "operator", "twin"],
    ["5", "VmRenamedEvent", "operator", "web-20"],
    ["4", "VmFailedToPowerOnEvent", "operator", "web-02"],
    ["3", "VmPoweredOnEvent", "operator", "web-02"],
    ["2", "UserLoginSessionEvent", "colleague", null],
    ["1", "UserLoginSessionEvent", "operator", null],
  ]);
  expect(await events.latest(null, 2)).toHaveLength(2);
  const ofIt = await events.latest({ kind: "machine", id: made! }, 20);
  expect(ofIt.map(({ what, message }) => [what, message])).toEqual([
    ["VmRemovedEvent", "twin is removed"],
    ["VmClonedEvent", "web-20 is cloned to twin"],
  ]);
  const ofSource = await events.latest({ kind: "fullMachine", id: WEB_02 }, 20);
  expect(ofSource.map(({ what }) => what)).toEqual([
    "VmClonedEvent",
    "VmRenamedEvent",
    "VmFailedToPowerOnEvent",
    "VmPoweredOnEvent",
  ]);
  server.stop();
});

test("the names of what is made, moved, suspended and kept are vSphere's", async () => {
  const session = await open("vms=10");
  const { power, relocation, snapshots, hostPower, events } = capabilities(session);
  const places = await placesOf(session);
  const last = async () => (await events.latest(null, 1))[0]?.what;
  const { id: host } = places.host("esx-02.tyo");
  const to = { host, pool: null, datastore: null, folder: null };
  const calls = [
    [() => power.reset(WEB_01, MUTATION), "VmResettingEvent"],
    [() => power.suspend(WEB_01, MUTATION), "VmSuspendedEvent"],
    [() => relocation.relocate(WEB_01, to, MUTATION), "VmRelocatedEvent"],
    [() => snapshots.createSnapshot(WEB_02, "now", MUTATION), "TaskEvent"],
    [() => hostPower.exitMaintenance(host, MUTATION), "TaskEvent"],
  ] as const;
  for (const [call, what] of calls) {
    await session.ended(await call());
    expect(await last()).toBe(what);
  }
});
